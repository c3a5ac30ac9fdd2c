"""Evaluates the statements of a policy.

moto treats patterns as regular expressions (a `?` is an error), only knows the
conditions of trust policies, and denies a call where a condition of one
statement is not met; AWS ignores that statement.
"""
import fnmatch
import re

from flask import has_request_context, request
from moto.ec2.models import ec2_backends
from moto.iam.access_control import IAMPolicyStatement, PermissionResult


def as_list(value):
    return value if isinstance(value, list) else [value]


def like(pattern, value):
    """Tells whether a pattern with `*` and `?` matches. Brackets have no special meaning."""
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


OPERATORS = {
    "ArnEquals": like,
    "ArnLike": like,
    "Bool": lambda expected, found: expected.lower() == found.lower(),
    "StringEquals": lambda expected, found: expected == found,
    "StringLike": like,
}


def value_of(key, resource):
    """Returns the value of a condition's key in the current call, or None."""
    name, _, rest = key.partition("/")
    if name == "aws:SecureTransport":
        # http replaces AWS's https here
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


def is_met(operator, key, expected, resource):
    found = value_of(key, resource)
    if operator == "Null":
        return str(found is None).lower() == str(expected).lower()
    if found is None:
        return operator.endswith("IfExists")
    matches = OPERATORS[operator.removesuffix("IfExists")]
    return any(matches(str(each), found) for each in as_list(expected))


def conditions_are_met(statement, resource):
    return all(
        is_met(operator, key, expected, resource)
        for operator, keys in statement.get("Condition", {}).items()
        for key, expected in keys.items()
    )


def matches_action(patterns, action):
    return any(
        re.match(fnmatch.translate(each), action, re.IGNORECASE)
        for each in as_list(patterns)
    )


def evaluate(statement, action, resource):
    if "NotAction" in statement:
        applies = not matches_action(statement["NotAction"], action)
    else:
        applies = matches_action(statement["Action"], action)
    if not applies:
        return PermissionResult.NEUTRAL
    if not any(like(each, resource) for each in as_list(statement["Resource"])):
        return PermissionResult.NEUTRAL
    if not conditions_are_met(statement, resource):
        return PermissionResult.NEUTRAL
    if statement["Effect"] == "Allow":
        return PermissionResult.PERMITTED
    return PermissionResult.DENIED


def apply():
    moto_is_permitted = IAMPolicyStatement.is_action_permitted

    def is_action_permitted(
        self, action, resource="*", principal=None, incoming_condition_values=None
    ):
        # trust policies name no resource
        if "Resource" not in self._statement:
            return moto_is_permitted(
                self, action, resource, principal, incoming_condition_values
            )
        return evaluate(self._statement, action, resource)

    IAMPolicyStatement.is_action_permitted = is_action_permitted
