#!/usr/bin/python
"""Alarms, all by one call: amazon.aws.cloudwatch_metric_alarm makes one, which
takes a second each."""

DOCUMENTATION = r"""
---
module: cloudwatch_alarms
short_description: Makes alarms of CloudWatch
description:
  - Makes alarms that go off when a metric is above a threshold, or takes them away.
  - What has no data does not go off.
author:
  - Polybot
options:
  alarms:
    description: The alarms; to take them away, their names will do.
    required: true
    type: list
    elements: dict
    suboptions:
      name:
        description: The alarm's name.
        required: true
        type: str
      description:
        description: What has happened when it goes off.
        type: str
      namespace:
        description: The metric's namespace.
        type: str
      metric:
        description: The metric's name.
        type: str
      dimensions:
        description: The metric's dimensions.
        type: dict
      statistic:
        description: How the values of a period become one.
        choices: [Average, Maximum, Minimum, SampleCount, Sum]
        type: str
      threshold:
        description: What is more than this makes it go off.
        type: float
      period:
        description: Seconds of a period.
        default: 60
        type: int
      periods:
        description: For how many periods, one behind the other.
        default: 1
        type: int
  actions:
    description: The ARNs of what is told when one goes off, and when it is over.
    default: []
    type: list
    elements: str
  state:
    description: Whether the alarms are there.
    choices: [present, absent]
    default: present
    type: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Tell of dead letters
  cloudwatch_alarms:
    alarms:
      - name: dead-letters
        description: A job failed for good
        namespace: AWS/SQS
        metric: ApproximateNumberOfMessagesVisible
        dimensions:
          QueueName: jobs-dead-letters
        statistic: Maximum
        threshold: 0
    actions: ["arn:aws:sns:us-east-1:123456789012:alarms"]
"""

RETURN = r"""
names:
  description: The alarms that were made, altered or taken away, or would be in check mode.
  returned: always
  type: list
  elements: str
"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule says so

from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)
from ansible_collections.amazon.aws.plugins.module_utils.retries import AWSRetry

NEEDED = ("description", "namespace", "metric", "statistic", "threshold")


def wanted_alarm(alarm, actions):
    """The alarm as PutMetricAlarm takes it, and DescribeAlarms tells it."""
    return {
        "AlarmName": alarm["name"],
        "AlarmDescription": alarm["description"],
        "ActionsEnabled": True,
        "AlarmActions": actions,
        "OKActions": actions,
        "InsufficientDataActions": [],
        "Namespace": alarm["namespace"],
        "MetricName": alarm["metric"],
        "Dimensions": [
            {"Name": name, "Value": value}
            for name, value in sorted((alarm["dimensions"] or {}).items())
        ],
        "Statistic": alarm["statistic"],
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": alarm["threshold"],
        "Period": alarm["period"],
        "EvaluationPeriods": alarm["periods"],
        "DatapointsToAlarm": alarm["periods"],
        "TreatMissingData": "notBreaching",
    }


def differs(wanted, current):
    dimensions = sorted(current.get("Dimensions", []), key=lambda entry: entry["Name"])
    return any(
        value != {**current, "Dimensions": dimensions}.get(key)
        for key, value in wanted.items()
    )


def main():
    alarm = {
        "name": {"type": "str", "required": True},
        "description": {"type": "str"},
        "namespace": {"type": "str"},
        "metric": {"type": "str"},
        "dimensions": {"type": "dict"},
        "statistic": {
            "type": "str",
            "choices": ["Average", "Maximum", "Minimum", "SampleCount", "Sum"],
        },
        "threshold": {"type": "float"},
        "period": {"type": "int", "default": 60},
        "periods": {"type": "int", "default": 1},
    }
    module = AnsibleAWSModule(
        argument_spec={
            "alarms": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": alarm,
            },
            "actions": {"type": "list", "elements": "str", "default": []},
            "state": {
                "type": "str",
                "choices": ["present", "absent"],
                "default": "present",
            },
        },
        supports_check_mode=True,
    )
    alarms, actions = module.params["alarms"], module.params["actions"]
    is_present = module.params["state"] == "present"
    for alarm in alarms if is_present else []:
        missing = [option for option in NEEDED if alarm[option] is None]
        if missing:
            module.fail_json(
                msg=f"Cannot make the alarm '{alarm['name']}' without {', '.join(missing)}"
            )
    watch = module.client("cloudwatch", retry_decorator=AWSRetry.jittered_backoff())
    try:
        found = watch.describe_alarms(
            AlarmNames=[alarm["name"] for alarm in alarms], MaxRecords=100, aws_retry=True
        )["MetricAlarms"]
        current = {alarm["AlarmName"]: alarm for alarm in found}
        if is_present:
            wanted = [wanted_alarm(alarm, actions) for alarm in alarms]
            changed = [
                alarm
                for alarm in wanted
                if differs(alarm, current.get(alarm["AlarmName"], {}))
            ]
            names = [alarm["AlarmName"] for alarm in changed]
            for alarm in [] if module.check_mode else changed:
                watch.put_metric_alarm(**alarm, aws_retry=True)
        else:
            names = list(current)
            if names and not module.check_mode:
                watch.delete_alarms(AlarmNames=names, aws_retry=True)
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg="Cannot change the alarms")
    module.exit_json(changed=bool(names), names=names)


if __name__ == "__main__":
    main()
