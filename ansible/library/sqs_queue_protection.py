#!/usr/bin/python
"""The attributes of an SQS queue that community.aws.sqs_queue does not know."""

DOCUMENTATION = r"""
---
module: sqs_queue_protection
short_description: Encrypts an SQS queue, and says whose dead letters it takes
description:
  - Sets the attributes C(SqsManagedSseEnabled) and C(RedriveAllowPolicy) of a
    queue, which M(community.aws.sqs_queue) does not know.
  - In check mode a queue that is not there yet counts as changed.
author:
  - Polybot
options:
  name:
    description: The queue's name.
    required: true
    type: str
  managed_encryption:
    description: Whether messages are encrypted by keys that SQS manages.
    type: bool
    default: true
  dead_letters_of:
    description:
      - The ARNs of the queues that may name this one as their dead-letter queue.
      - Where it is not given, the queue keeps what it allows.
    type: list
    elements: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Take the dead letters of one queue alone
  sqs_queue_protection:
    name: jobs-dead-letters
    dead_letters_of: ["arn:aws:sqs:us-east-1:123456789012:jobs"]
"""

RETURN = r"""
attributes:
  description: The attributes that were set, or would be in check mode.
  returned: always
  type: dict
  sample: {"SqsManagedSseEnabled": "true"}
"""

import json

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

IS_MISSING = ["AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"]


def wanted_attributes(encryption, dead_letters_of, current):
    """The attributes that differ from the current ones."""
    wanted = {}
    encrypted = "true" if encryption else "false"
    if current.get("SqsManagedSseEnabled", "false").lower() != encrypted:
        wanted["SqsManagedSseEnabled"] = encrypted
    if dead_letters_of is not None:
        allowed = {
            "redrivePermission": "byQueue",
            "sourceQueueArns": sorted(dead_letters_of),
        }
        found = json.loads(current.get("RedriveAllowPolicy") or "{}")
        if "sourceQueueArns" in found:
            found["sourceQueueArns"] = sorted(found["sourceQueueArns"])
        if found != allowed:
            wanted["RedriveAllowPolicy"] = json.dumps(allowed)
    return wanted


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "name": {"type": "str", "required": True},
            "managed_encryption": {"type": "bool", "default": True},
            "dead_letters_of": {"type": "list", "elements": "str"},
        },
        supports_check_mode=True,
    )
    name = module.params["name"]
    sqs = module.client("sqs", retry_decorator=AWSRetry.jittered_backoff())

    def differences(current):
        return wanted_attributes(
            module.params["managed_encryption"],
            module.params["dead_letters_of"],
            current,
        )

    try:
        url = sqs.get_queue_url(QueueName=name, aws_retry=True)["QueueUrl"]
        current = sqs.get_queue_attributes(
            QueueUrl=url, AttributeNames=["All"], aws_retry=True
        ).get("Attributes", {})
        attributes = differences(current)
        if attributes and not module.check_mode:
            sqs.set_queue_attributes(
                QueueUrl=url, Attributes=attributes, aws_retry=True
            )
    except is_boto3_error_code(IS_MISSING) as error:
        if not module.check_mode:
            module.fail_json_aws(
                error, msg=f"Cannot protect the queue '{name}': it is not there"
            )
        attributes = differences({})
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg=f"Cannot protect the queue '{name}'")
    module.exit_json(changed=bool(attributes), attributes=attributes)


if __name__ == "__main__":
    main()
