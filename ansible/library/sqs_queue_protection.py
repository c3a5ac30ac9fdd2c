#!/usr/bin/python
"""Sets attributes of SQS queues that community.aws.sqs_queue does not support."""

DOCUMENTATION = r"""
---
module: sqs_queue_protection
short_description: Encrypts SQS queues and restricts their dead-letter queues
description:
  - Sets C(SqsManagedSseEnabled) on queues and their dead-letter queues, and
    C(RedriveAllowPolicy) on the latter, which M(community.aws.sqs_queue) does
    not support.
  - Handles all queues in one task, as each task takes a second.
  - In check mode a queue that does not exist yet counts as changed.
author:
  - Polybot
options:
  queues:
    description: The queues.
    required: true
    type: list
    elements: dict
    suboptions:
      name:
        description: The queue's name.
        required: true
        type: str
      dead_letters:
        description: The name of its dead-letter queue, which no other queue may then use.
        required: true
        type: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Protect a queue and its dead-letter queue
  sqs_queue_protection:
    queues:
      - name: jobs
        dead_letters: jobs-dead-letters
"""

RETURN = r"""
attributes:
  description: The attributes that were set, or would be in check mode, by queue.
  returned: always
  type: dict
  sample: {"jobs": {"SqsManagedSseEnabled": "true"}}
"""

import json

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

IS_MISSING = ["AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"]


def missing_attributes(current, source=None):
    """Returns the attributes to set: encryption, and for a dead-letter queue the
    ARN of its only source."""
    missing = {}
    if current.get("SqsManagedSseEnabled", "false").lower() != "true":
        missing["SqsManagedSseEnabled"] = "true"
    if source is not None:
        policy = {"redrivePermission": "byQueue", "sourceQueueArns": [source]}
        if json.loads(current.get("RedriveAllowPolicy") or "{}") != policy:
            missing["RedriveAllowPolicy"] = json.dumps(policy)
    return missing


def read_queue(module, sqs, name):
    """Returns the queue's URL and attributes; None for both in check mode if there is no such queue."""
    try:
        url = sqs.get_queue_url(QueueName=name, aws_retry=True)["QueueUrl"]
    except is_boto3_error_code(IS_MISSING) as error:
        if not module.check_mode:
            module.fail_json_aws(
                error, msg=f"Cannot protect the queue '{name}': it does not exist"
            )
        return None, {}
    answer = sqs.get_queue_attributes(
        QueueUrl=url, AttributeNames=["All"], aws_retry=True
    )
    return url, answer.get("Attributes", {})


def main():
    names = {
        "name": {"type": "str", "required": True},
        "dead_letters": {"type": "str", "required": True},
    }
    module = AnsibleAWSModule(
        argument_spec={
            "queues": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": names,
            },
        },
        supports_check_mode=True,
    )
    sqs = module.client("sqs", retry_decorator=AWSRetry.jittered_backoff())
    changes = {}

    def protect(name, source=None):
        url, current = read_queue(module, sqs, name)
        attributes = missing_attributes(current, source)
        if attributes:
            changes[name] = attributes
            if not module.check_mode:
                sqs.set_queue_attributes(
                    QueueUrl=url, Attributes=attributes, aws_retry=True
                )
        return current.get("QueueArn", "")

    for queue in module.params["queues"]:
        try:
            arn = protect(queue["name"])
            protect(queue["dead_letters"], source=arn)
        except (BotoCoreError, ClientError) as error:
            module.fail_json_aws(
                error, msg=f"Cannot protect the queue '{queue['name']}'"
            )
    module.exit_json(changed=bool(changes), attributes=changes)


if __name__ == "__main__":
    main()
