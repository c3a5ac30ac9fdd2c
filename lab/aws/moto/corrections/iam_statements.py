"""A policy's statements, read as AWS reads them.

moto takes patterns for regular expressions (so that a `?` in one is an error),
knows the conditions of trust policies alone, and refuses a call altogether
where a condition of one statement does not hold; AWS then passes that
statement over.
"""
import fnmatch
import re

from flask import has_request_context, request
from moto.ec2.models import ec2_backends
from moto.iam.access_control import IAMPolicyStatement, PermissionResult


def as_list(value):
    return value if isinstance(value, list) else [value]


def like(pattern, value):
    """Whether a pattern with `*` and `?` matches; brackets are none."""
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


OPERATORS = {
    "ArnEquals": like,
    "ArnLike": like,
    "Bool": lambda wanted, found: wanted.lower() == found.lower(),
    "StringEquals": lambda wanted, found: wanted == found,
    "StringLike": like,
}


def value_of(key, resource):
    """What a condition's key has in the call in hand; nothing where it has none."""
    name, _, rest = key.partition("/")
    if name == "aws:SecureTransport":
        # this server's http stands for AWS's https
        return "true"
    if name == "s3:prefix" and has_request_context():
        return request.args.get("prefix")
    if name in ("ec2:ResourceTag", "aws:ResourceTag"):
        return tags_of(resource).get(rest)
    return None


def tags_of(resource):
    if ":ec2:" not in resource:
        return {}
    _, _, _, region, account, name = resource.split(":", 5)
    backend = ec2_backends[account][region]
    tags = backend.describe_tags(filters={"resource-id": [name.split("/")[-1]]})
    return {tag["key"]: tag["value"] for tag in tags}


def holds(operator, key, wanted, resource):
    found = value_of(key, resource)
    if operator == "Null":
        return str(found is None).lower() == str(wanted).lower()
    if found is None:
        return operator.endswith("IfExists")
    matches = OPERATORS[operator.removesuffix("IfExists")]
    return any(matches(str(each), found) for each in as_list(wanted))


def conditions_hold(statement, resource):
    return all(
        holds(operator, key, wanted, resource)
        for operator, keys in statement.get("Condition", {}).items()
        for key, wanted in keys.items()
    )


def matches_action(patterns, action):
    return any(
        re.match(fnmatch.translate(each), action, re.IGNORECASE)
        for each in as_list(patterns)
    )


def judge(statement, action, resource):
    if "NotAction" in statement:
        is_concerned = not matches_action(statement["NotAction"], action)
    else:
        is_concerned = matches_action(statement["Action"], action)
    if not is_concerned:
        return PermissionResult.NEUTRAL
    if not any(like(each, resource) for each in as_list(statement["Resource"])):
        return PermissionResult.NEUTRAL
    if not conditions_hold(statement, resource):
        return PermissionResult.NEUTRAL
    if statement["Effect"] == "Allow":
        return PermissionResult.PERMITTED
    return PermissionResult.DENIED


def apply():
    moto_judge = IAMPolicyStatement.is_action_permitted

    def is_action_permitted(
        self, action, resource="*", principal=None, incoming_condition_values=None
    ):
        # a trust policy, which names no resource
        if "Resource" not in self._statement:
            return moto_judge(
                self, action, resource, principal, incoming_condition_values
            )
        return judge(self._statement, action, resource)

    IAMPolicyStatement.is_action_permitted = is_action_permitted
