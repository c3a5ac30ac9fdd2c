#!/usr/bin/python
"""Manages a CloudWatch dashboard, which the collections do not support."""

DOCUMENTATION = r"""
---
module: cloudwatch_dashboard
short_description: Manages a CloudWatch dashboard
description:
  - Creates, updates or deletes a dashboard.
author:
  - Polybot
options:
  name:
    description: The dashboard's name.
    required: true
    type: str
  state:
    description: Whether the dashboard exists.
    choices: [present, absent]
    default: present
    type: str
  body:
    description:
      - The dashboard's body, as described in
        U(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
    type: dict
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Show a text
  cloudwatch_dashboard:
    name: jobs
    body:
      widgets:
        - type: text
          width: 6
          height: 3
          properties:
            markdown: All is well.
"""

RETURN = r"""
arn:
  description: The dashboard's ARN.
  returned: when the dashboard exists
  type: str
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

# CloudWatch and its documentation use different codes
IS_MISSING = ["ResourceNotFound", "DashboardNotFoundError"]


def read_dashboard(watch, name):
    """Returns the dashboard's body and ARN; None for both if it does not exist."""
    try:
        found = watch.get_dashboard(DashboardName=name, aws_retry=True)
    except is_boto3_error_code(IS_MISSING):
        return None, None
    return json.loads(found["DashboardBody"]), found["DashboardArn"]


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "name": {"type": "str", "required": True},
            "state": {
                "type": "str",
                "choices": ["present", "absent"],
                "default": "present",
            },
            "body": {"type": "dict"},
        },
        required_if=[["state", "present", ["body"]]],
        supports_check_mode=True,
    )
    name, body = module.params["name"], module.params["body"]
    watch = module.client("cloudwatch", retry_decorator=AWSRetry.jittered_backoff())
    try:
        current, arn = read_dashboard(watch, name)
        if module.params["state"] == "absent":
            if current is not None and not module.check_mode:
                watch.delete_dashboards(DashboardNames=[name], aws_retry=True)
            module.exit_json(changed=current is not None)
        changed = current != body
        if changed and not module.check_mode:
            answer = watch.put_dashboard(
                DashboardName=name, DashboardBody=json.dumps(body), aws_retry=True
            )
            for warning in answer.get("DashboardValidationMessages", []):
                module.warn(f"{warning.get('DataPath')}: {warning.get('Message')}")
            _, arn = read_dashboard(watch, name)
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg=f"Cannot change the dashboard '{name}'")
    module.exit_json(changed=changed, arn=arn)


if __name__ == "__main__":
    main()
