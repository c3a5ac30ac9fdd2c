#!/usr/bin/python
"""Scales by metric math, which community.aws.autoscaling_policy does not support."""

DOCUMENTATION = r"""
---
module: autoscaling_target_tracking
short_description: Manages a target tracking policy of an Auto Scaling group
description:
  - Creates a target tracking policy of an Auto Scaling group, by a predefined
    metric or by metric math.
  - M(community.aws.autoscaling_policy) supports only single metrics.
  - In check mode a group that does not exist yet counts as changed.
author:
  - Polybot
options:
  name:
    description: The policy's name.
    required: true
    type: str
  group:
    description: The group's name.
    required: true
    type: str
  state:
    description: Whether the policy exists.
    choices: [present, absent]
    default: present
    type: str
  target:
    description: The value at which the group keeps the metric.
    type: float
  predefined_metric:
    description: A metric that AWS defines.
    choices: [ASGAverageCPUUtilization, ASGAverageNetworkIn, ASGAverageNetworkOut]
    type: str
  metrics:
    description: Metrics and expressions over them, of which exactly one returns data.
    type: list
    elements: dict
    suboptions:
      id:
        description: The name by which expressions refer to it.
        required: true
        type: str
      label:
        description: A label for charts.
        type: str
      expression:
        description: Metric math over other metrics.
        type: str
      metric_stat:
        description: A metric and its statistic.
        type: dict
        suboptions:
          metric:
            description: The metric.
            required: true
            type: dict
            suboptions:
              namespace:
                description: Its namespace.
                required: true
                type: str
              metric_name:
                description: Its name.
                required: true
                type: str
              dimensions:
                description: Its dimensions.
                default: []
                type: list
                elements: dict
                suboptions:
                  name:
                    description: A dimension's name.
                    required: true
                    type: str
                  value:
                    description: A dimension's value.
                    required: true
                    type: str
          stat:
            description: The statistic, like V(Average).
            required: true
            type: str
      return_data:
        description: Whether this is the value that is kept at the target.
        default: true
        type: bool
  warmup:
    description: Seconds until a new machine counts.
    type: int
  scale_in:
    description: Whether the policy also removes machines.
    default: true
    type: bool
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Keep the group at 20 percent CPU
  autoscaling_target_tracking:
    name: cpu
    group: workers
    target: 20
    predefined_metric: ASGAverageCPUUtilization

- name: Keep one metric at twice another
  autoscaling_target_tracking:
    name: ratio
    group: workers
    target: 2
    metrics:
      - id: ratio
        expression: jobs / workers
      - id: jobs
        metric_stat:
          metric:
            namespace: jobs
            metric_name: waiting
          stat: Average
        return_data: false
      - id: workers
        metric_stat:
          metric:
            namespace: AWS/AutoScaling
            metric_name: GroupInServiceInstances
            dimensions:
              - name: AutoScalingGroupName
                value: workers
          stat: Average
        return_data: false
"""

RETURN = r"""
arn:
  description: The policy's ARN.
  returned: when the policy exists
  type: str
"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule reports it

from ansible.module_utils.common.dict_transformations import snake_dict_to_camel_dict
from ansible_collections.amazon.aws.plugins.module_utils.botocore import (
    is_boto3_error_message,
)
from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)
from ansible_collections.amazon.aws.plugins.module_utils.retries import AWSRetry
from ansible_collections.amazon.aws.plugins.module_utils.transformation import (
    scrub_none_parameters,
)


def requested_policy(params):
    """Returns the policy as PutScalingPolicy expects it."""
    tracking = {
        "TargetValue": params["target"],
        "DisableScaleIn": not params["scale_in"],
    }
    if params["predefined_metric"]:
        tracking["PredefinedMetricSpecification"] = {
            "PredefinedMetricType": params["predefined_metric"]
        }
    else:
        metrics = [
            snake_dict_to_camel_dict(
                scrub_none_parameters(metric), capitalize_first=True
            )
            for metric in params["metrics"]
        ]
        tracking["CustomizedMetricSpecification"] = {"Metrics": metrics}
    policy = {
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": tracking,
    }
    if params["warmup"] is not None:
        policy["EstimatedInstanceWarmup"] = params["warmup"]
    return policy


def is_covered(requested, current):
    """Returns whether the current policy contains everything that was requested. AWS
    adds its defaults."""
    if isinstance(requested, dict):
        return isinstance(current, dict) and all(
            is_covered(value, current.get(key)) for key, value in requested.items()
        )
    if isinstance(requested, list):
        return (
            isinstance(current, list)
            and len(requested) == len(current)
            and all(map(is_covered, sorted_by_name(requested), sorted_by_name(current)))
        )
    return requested == current


def sorted_by_name(entries):
    return sorted(entries, key=lambda entry: entry.get("Id") or entry.get("Name") or "")


def read_policy(scaling, group, name):
    """Returns the current policy; an empty one if it or its group does not exist."""
    try:
        found = scaling.describe_policies(
            AutoScalingGroupName=group, PolicyNames=[name], aws_retry=True
        )["ScalingPolicies"]
    except is_boto3_error_message("not found"):
        return {}
    return found[0] if found else {}


def main():
    dimension = {
        "name": {"type": "str", "required": True},
        "value": {"type": "str", "required": True},
    }
    metric = {
        "namespace": {"type": "str", "required": True},
        "metric_name": {"type": "str", "required": True},
        "dimensions": {
            "type": "list",
            "elements": "dict",
            "default": [],
            "options": dimension,
        },
    }
    metric_stat = {
        "metric": {"type": "dict", "required": True, "options": metric},
        "stat": {"type": "str", "required": True},
    }
    metrics = {
        "id": {"type": "str", "required": True},
        "label": {"type": "str"},
        "expression": {"type": "str"},
        "metric_stat": {"type": "dict", "options": metric_stat},
        "return_data": {"type": "bool", "default": True},
    }
    module = AnsibleAWSModule(
        argument_spec={
            "name": {"type": "str", "required": True},
            "group": {"type": "str", "required": True},
            "state": {
                "type": "str",
                "choices": ["present", "absent"],
                "default": "present",
            },
            "target": {"type": "float"},
            "predefined_metric": {
                "type": "str",
                "choices": [
                    "ASGAverageCPUUtilization",
                    "ASGAverageNetworkIn",
                    "ASGAverageNetworkOut",
                ],
            },
            "metrics": {
                "type": "list",
                "elements": "dict",
                "options": metrics,
                "required_one_of": [["expression", "metric_stat"]],
                "mutually_exclusive": [["expression", "metric_stat"]],
            },
            "warmup": {"type": "int"},
            "scale_in": {"type": "bool", "default": True},
        },
        required_if=[
            ["state", "present", ["target"]],
            ["state", "present", ["predefined_metric", "metrics"], True],
        ],
        mutually_exclusive=[["predefined_metric", "metrics"]],
        supports_check_mode=True,
    )
    scaling = module.client("autoscaling", retry_decorator=AWSRetry.jittered_backoff())
    names = {
        "AutoScalingGroupName": module.params["group"],
        "PolicyName": module.params["name"],
    }
    try:
        current = read_policy(scaling, module.params["group"], module.params["name"])
        if module.params["state"] == "absent":
            if current and not module.check_mode:
                scaling.delete_policy(**names, aws_retry=True)
            module.exit_json(changed=bool(current))
        requested = requested_policy(module.params)
        changed = not is_covered(requested, current)
        if changed and not module.check_mode:
            current = scaling.put_scaling_policy(**names, **requested, aws_retry=True)
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(
            error,
            msg=f"Cannot scale '{module.params['group']}' by '{module.params['name']}'",
        )
    module.exit_json(changed=changed, arn=current.get("PolicyARN"))


if __name__ == "__main__":
    main()
