#!/usr/bin/python
"""Adds or removes one rule of a security group, which amazon.aws.ec2_security_group
can only remove together with a list of all others."""

DOCUMENTATION = r"""
---
module: security_group_address
short_description: Opens a port of a security group to one address
description:
  - Adds one rule to a security group or removes it, and keeps the others.
  - A rule for the same address with another description is kept.
author:
  - Polybot
options:
  group:
    description: The security group's name, which must be unique.
    required: true
    type: str
  cidr:
    description: The address, like V(203.0.113.7/32).
    required: true
    type: str
  port:
    description: The TCP port.
    required: true
    type: int
  description:
    description: The rule's purpose, by which it is recognized.
    required: true
    type: str
  state:
    description: Whether the rule exists.
    choices: [present, absent]
    default: present
    type: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Open SSH for this machine
  security_group_address:
    group: machines
    cidr: 203.0.113.7/32
    port: 22
    description: The workflow's runner
"""

RETURN = r"""
group_id:
  description: The security group's id.
  returned: always
  type: str
"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule reports it

from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)
from ansible_collections.amazon.aws.plugins.module_utils.retries import AWSRetry


def descriptions_of(group, cidr, port):
    """Returns the descriptions of the rules that open the port to the address."""
    return [
        entry.get("Description", "")
        for rule in group["IpPermissions"]
        if (rule["IpProtocol"], rule.get("FromPort"), rule.get("ToPort"))
        == ("tcp", port, port)
        for entry in rule["IpRanges"]
        if entry["CidrIp"] == cidr
    ]


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "group": {"type": "str", "required": True},
            "cidr": {"type": "str", "required": True},
            "port": {"type": "int", "required": True},
            "description": {"type": "str", "required": True},
            "state": {
                "type": "str",
                "choices": ["present", "absent"],
                "default": "present",
            },
        },
        supports_check_mode=True,
    )
    name, cidr, port, description = (
        module.params[option] for option in ("group", "cidr", "port", "description")
    )
    ec2 = module.client("ec2", retry_decorator=AWSRetry.jittered_backoff())
    try:
        groups = ec2.describe_security_groups(
            Filters=[{"Name": "group-name", "Values": [name]}], aws_retry=True
        )["SecurityGroups"]
        if len(groups) != 1:
            module.fail_json(
                msg=f"Cannot change access of {cidr} as exactly one security group must "
                f"be named '{name}': {len(groups)} are"
            )
        [group] = groups
        found = descriptions_of(group, cidr, port)
        if module.params["state"] == "present":
            changed, change = not found, ec2.authorize_security_group_ingress
        else:
            changed, change = description in found, ec2.revoke_security_group_ingress
        if changed and not module.check_mode:
            change(
                GroupId=group["GroupId"],
                IpPermissions=[
                    {
                        "IpProtocol": "tcp",
                        "FromPort": port,
                        "ToPort": port,
                        "IpRanges": [{"CidrIp": cidr, "Description": description}],
                    }
                ],
                aws_retry=True,
            )
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg=f"Cannot change access to '{name}'")
    module.exit_json(changed=changed, group_id=group["GroupId"])


if __name__ == "__main__":
    main()
