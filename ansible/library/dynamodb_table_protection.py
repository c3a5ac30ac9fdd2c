#!/usr/bin/python
"""What keeps a table of DynamoDB, which community.aws.dynamodb_table does not know."""

DOCUMENTATION = r"""
---
module: dynamodb_table_protection
short_description: Keeps a table of DynamoDB recoverable, and from being deleted
description:
  - Switches point-in-time recovery and the protection against deletion, which
    M(community.aws.dynamodb_table) does not know.
  - A table that is not there has no protection to switch off; else it is an
    error, and in check mode a change.
author:
  - Polybot
options:
  name:
    description: The table's name.
    required: true
    type: str
  point_in_time_recovery:
    description:
      - Whether the table can be restored as it was at any second of the last 35 days.
      - Where it is not given, the table keeps what it has.
    type: bool
  deletion_protection:
    description:
      - Whether the table cannot be deleted.
      - Where it is not given, the table keeps what it has.
    type: bool
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Keep the table
  dynamodb_table_protection:
    name: records
    point_in_time_recovery: true
    deletion_protection: true

- name: Let the table be deleted
  dynamodb_table_protection:
    name: records
    deletion_protection: false
"""

RETURN = r"""
switched:
  description: What was switched, or would be in check mode.
  returned: always
  type: dict
  sample: {"deletion_protection": true}
"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule says so

from ansible_collections.amazon.aws.plugins.module_utils.botocore import (
    is_boto3_error_code,
)
from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)
from ansible_collections.amazon.aws.plugins.module_utils.retries import AWSRetry

# a table that was just made, or changed, takes the next change a little later
BUSY = [
    "ContinuousBackupsUnavailableException",
    "LimitExceededException",
    "ResourceInUseException",
]


def read_protection(dynamodb, name):
    """What the table has now; nothing where there is no such table."""
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
            "name": {"type": "str", "required": True},
            **{option: {"type": "bool"} for option in options},
        },
        required_one_of=[options],
        supports_check_mode=True,
    )
    name = module.params["name"]
    wanted = {
        option: module.params[option]
        for option in options
        if module.params[option] is not None
    }
    retry = AWSRetry.jittered_backoff(retries=10, catch_extra_error_codes=BUSY)
    dynamodb = module.client("dynamodb", retry_decorator=retry)
    try:
        current = read_protection(dynamodb, name)
        if current is None and any(wanted.values()) and not module.check_mode:
            module.fail_json(msg=f"Cannot protect the table '{name}': it is not there")
        # a table that is not there is not protected
        current = current or dict.fromkeys(options, False)
        switched = {
            option: value for option, value in wanted.items() if value != current[option]
        }
        if not module.check_mode:
            switch(dynamodb, name, switched)
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg=f"Cannot protect the table '{name}'")
    module.exit_json(changed=bool(switched), switched=switched)


if __name__ == "__main__":
    main()
