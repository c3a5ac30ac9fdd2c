#!/usr/bin/python
"""Protects DynamoDB tables in ways that community.aws.dynamodb_table does not support."""

DOCUMENTATION = r"""
---
module: dynamodb_table_protection
short_description: Sets recovery and deletion protection of DynamoDB tables
description:
  - Switches point-in-time recovery and the protection against deletion, which
    M(community.aws.dynamodb_table) does not support.
  - A missing table is ignored when a protection is switched off. Otherwise it is
    an error, or a change in check mode.
author:
  - Polybot
options:
  names:
    description: The names of the tables.
    required: true
    type: list
    elements: str
  point_in_time_recovery:
    description:
      - Whether the tables can be restored to any second of the last 35 days.
      - Left unchanged by default.
    type: bool
  deletion_protection:
    description:
      - Whether the tables are protected against deletion.
      - Left unchanged by default.
    type: bool
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Protect the table
  dynamodb_table_protection:
    names: [records]
    point_in_time_recovery: true
    deletion_protection: true

- name: Prepare the table for deletion
  dynamodb_table_protection:
    names: [records]
    deletion_protection: false
"""

RETURN = r"""
switched:
  description: The options that were switched, or would be in check mode, by table.
  returned: always
  type: dict
  sample: {"records": {"deletion_protection": true}}
"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule reports it

from ansible_collections.amazon.aws.plugins.module_utils.botocore import (
    is_boto3_error_code,
)
from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)
from ansible_collections.amazon.aws.plugins.module_utils.retries import AWSRetry

# a table that was just created or changed refuses changes for a while
BUSY = [
    "ContinuousBackupsUnavailableException",
    "LimitExceededException",
    "ResourceInUseException",
]


def read_protection(dynamodb, name):
    """Returns the table's current protection, or None if there is no such table."""
    try:
        table = dynamodb.describe_table(TableName=name, aws_retry=True)["Table"]
    except is_boto3_error_code("ResourceNotFoundException"):
        return None
    backups = dynamodb.describe_continuous_backups(TableName=name, aws_retry=True)
    recovery = backups["ContinuousBackupsDescription"].get(
        "PointInTimeRecoveryDescription", {}
    )
    return {
        "point_in_time_recovery": recovery.get("PointInTimeRecoveryStatus")
        == "ENABLED",
        "deletion_protection": bool(table.get("DeletionProtectionEnabled")),
    }


def switch(dynamodb, name, switched):
    """Switches the given protections of a table."""
    if "point_in_time_recovery" in switched:
        dynamodb.update_continuous_backups(
            TableName=name,
            PointInTimeRecoverySpecification={
                "PointInTimeRecoveryEnabled": switched["point_in_time_recovery"]
            },
            aws_retry=True,
        )
    if "deletion_protection" in switched:
        dynamodb.update_table(
            TableName=name,
            DeletionProtectionEnabled=switched["deletion_protection"],
            aws_retry=True,
        )


def main():
    options = ("point_in_time_recovery", "deletion_protection")
    module = AnsibleAWSModule(
        argument_spec={
            "names": {"type": "list", "elements": "str", "required": True},
            **{option: {"type": "bool"} for option in options},
        },
        required_one_of=[options],
        supports_check_mode=True,
    )
    requested = {
        option: module.params[option]
        for option in options
        if module.params[option] is not None
    }
    retry = AWSRetry.jittered_backoff(retries=10, catch_extra_error_codes=BUSY)
    dynamodb = module.client("dynamodb", retry_decorator=retry)
    changes = {}
    for name in module.params["names"]:
        try:
            current = read_protection(dynamodb, name)
            if current is None and any(requested.values()) and not module.check_mode:
                module.fail_json(
                    msg=f"Cannot protect the table '{name}': it does not exist"
                )
            # a missing table is not protected
            current = current or dict.fromkeys(options, False)
            switched = {
                option: value
                for option, value in requested.items()
                if value != current[option]
            }
            if switched:
                changes[name] = switched
            if not module.check_mode:
                switch(dynamodb, name, switched)
        except (BotoCoreError, ClientError) as error:
            module.fail_json_aws(error, msg=f"Cannot protect the table '{name}'")
    module.exit_json(changed=bool(changes), switched=changes)


if __name__ == "__main__":
    main()
