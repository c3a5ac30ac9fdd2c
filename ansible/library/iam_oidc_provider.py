#!/usr/bin/python
"""Manages an OpenID Connect provider of IAM, which the collections do not support."""

DOCUMENTATION = r"""
---
module: iam_oidc_provider
short_description: Manages an OpenID Connect provider of IAM
description:
  - Creates the provider if the account has none with that URL, and adds missing
    client ids. Other client ids and tags are kept, as a provider may be shared.
  - No thumbprints are set, as AWS verifies the provider's certificate by its own
    certificate authorities.
author:
  - Polybot
options:
  url:
    description: The provider's URL, beginning with https://.
    required: true
    type: str
  client_ids:
    description: Client ids ("audiences") that it must have.
    type: list
    elements: str
    default: []
  tags:
    description:
      - Tags that it is created with.
      - With I(state=absent) it is deleted only if it has them, that is if we created it.
    type: dict
    default: {}
  state:
    description:
      - With V(absent) it is deleted, unless a role in the account trusts it.
    choices: [present, absent]
    default: present
    type: str
extends_documentation_fragment:
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
- name: Trust GitHub's identity provider
  iam_oidc_provider:
    url: https://token.actions.githubusercontent.com
    client_ids: [sts.amazonaws.com]
    tags:
      PROJECT: polybot
"""

RETURN = r"""
arn:
  description: The provider's ARN; empty if there is none, or would be none in check mode.
  returned: always
  type: str
  sample: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com
trusted_by:
  description: Roles that trust it and thereby prevented its deletion.
  returned: when I(state=absent)
  type: list
  elements: str
"""

import json

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule reports it

from ansible_collections.amazon.aws.plugins.module_utils.modules import (
    AnsibleAWSModule,
)
from ansible_collections.amazon.aws.plugins.module_utils.retries import AWSRetry
from ansible_collections.amazon.aws.plugins.module_utils.tagging import (
    ansible_dict_to_boto3_tag_list,
    boto3_tag_list_to_ansible_dict,
)


def find_provider(iam, url):
    """Returns the ARN of the account's provider with that URL; empty if there is none."""
    providers = iam.list_open_id_connect_providers(aws_retry=True)
    name = url.removeprefix("https://").rstrip("/")
    for provider in providers["OpenIDConnectProviderList"]:
        if provider["Arn"].partition(":oidc-provider/")[2] == name:
            return provider["Arn"]
    return ""


def ensure_present(module, iam, arn):
    requested = module.params["client_ids"]
    if not arn:
        if not module.check_mode:
            arn = iam.create_open_id_connect_provider(
                Url=module.params["url"].rstrip("/"),
                ClientIDList=requested,
                Tags=ansible_dict_to_boto3_tag_list(module.params["tags"]),
                aws_retry=True,
            )["OpenIDConnectProviderArn"]
        return {"changed": True, "arn": arn}
    provider = iam.get_open_id_connect_provider(
        OpenIDConnectProviderArn=arn, aws_retry=True
    )
    missing = [each for each in requested if each not in provider["ClientIDList"]]
    for client_id in [] if module.check_mode else missing:
        iam.add_client_id_to_open_id_connect_provider(
            OpenIDConnectProviderArn=arn, ClientID=client_id, aws_retry=True
        )
    return {"changed": bool(missing), "arn": arn}


def roles_that_trust(iam, arn):
    pages = iam.get_paginator("list_roles").paginate()
    return [
        role["RoleName"]
        for page in pages
        for role in page["Roles"]
        if arn in json.dumps(role["AssumeRolePolicyDocument"])
    ]


def ensure_absent(module, iam, arn):
    if not arn:
        return {"changed": False, "arn": "", "trusted_by": []}
    provider = iam.get_open_id_connect_provider(
        OpenIDConnectProviderArn=arn, aws_retry=True
    )
    tags = boto3_tag_list_to_ansible_dict(provider.get("Tags", []))
    trusted_by = roles_that_trust(iam, arn)
    if trusted_by or not module.params["tags"].items() <= tags.items():
        return {"changed": False, "arn": arn, "trusted_by": trusted_by}
    if not module.check_mode:
        iam.delete_open_id_connect_provider(
            OpenIDConnectProviderArn=arn, aws_retry=True
        )
    return {"changed": True, "arn": "", "trusted_by": []}


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "url": {"type": "str", "required": True},
            "client_ids": {"type": "list", "elements": "str", "default": []},
            "tags": {"type": "dict", "default": {}},
            "state": {"choices": ["present", "absent"], "default": "present"},
        },
        supports_check_mode=True,
    )
    url = module.params["url"]
    if not url.startswith("https://"):
        module.fail_json(
            msg="Cannot trust the provider as its url must begin with https://: "
            f"current value is '{url}'"
        )
    iam = module.client("iam", retry_decorator=AWSRetry.jittered_backoff())
    ensure = ensure_present if module.params["state"] == "present" else ensure_absent
    try:
        module.exit_json(**ensure(module, iam, find_provider(iam, url)))
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg=f"Cannot manage the provider '{url}'")


if __name__ == "__main__":
    main()
