"""Enforces IAM for the services that this project uses.

POST /moto-api/reset-auth with the body `0` (as text/plain) turns it on, `inf`
turns it off; assume roles before. Denied calls are answered with 403.
`iam_resources.py` finds the resource of a call, `iam_statements.py` evaluates
policies.
"""
import json
import os
import re

from flask import has_request_context, request
from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.exceptions import AccessDeniedError
from moto.iam.access_control import IAMRequestBase
from moto.s3.exceptions import MissingKey
from moto.s3.responses import S3Response


def policy_name(service, action):
    """Returns the name that policies use for an action."""
    if service == "monitoring":
        service = "cloudwatch"
    if service == "sqs":
        action = action.removesuffix("Batch")
    if (service, action) == ("s3", "HeadBucket"):
        action = "ListBucket"
    return f"{service}:{action}"


def use_the_action_names_of_policies():
    """Checks the action names that policies use: cloudwatch, sqs:SendMessage for
    batches too, and s3:ListBucket for HeadBucket. moto takes the service's name
    from the signature, and treats batches as separate actions."""
    moto_init = IAMRequestBase.__init__

    def init(self, *args, **more):
        moto_init(self, *args, **more)
        service, _, action = self._action.partition(":")
        self._action = policy_name(service, action)

    IAMRequestBase.__init__ = init


def deny_in_the_protocol_of_the_call():
    """Denies calls in JSON to clients that use it. moto always answers in XML, so
    these clients see an error without a code."""
    moto_init = AccessDeniedError.__init__

    def init(self, user_arn, action):
        moto_init(self, user_arn, action)
        if has_request_context() and "json" in (request.content_type or ""):
            self.description = json.dumps(
                {"__type": "AccessDeniedException", "message": self.message}
            )

    AccessDeniedError.__init__ = init


def hide_missing_objects():
    """Answers 404 only to those who may list the bucket, and denies access to
    others, as AWS does; moto answers 404 to everyone."""
    moto_key_response = S3Response._key_response

    def check_list_permission(self):
        self.data["Action"] = "ListBucket"
        self._authenticate_and_authorize_s3_action(bucket_name=self.bucket_name)

    def key_response(self, request, full_url):
        try:
            answer = moto_key_response(self, request, full_url)
        except MissingKey:
            check_list_permission(self)
            raise
        if request.method == "HEAD" and answer[0] == 404:
            check_list_permission(self)
        return answer

    S3Response._key_response = key_response


def record_calls():
    """Appends one line of JSON per signed call to the file that
    POLYBOT_MOTO_CALLS names, for tests."""
    path = os.environ.get("POLYBOT_MOTO_CALLS")
    if not path:
        return
    moto_authorize = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def authorize(self, iam_request_cls, resource="*"):
        scope = re.search(r"Credential=([^,]+)", self.headers.get("Authorization", ""))
        allowed = False
        try:
            moto_authorize(self, iam_request_cls, resource)
            allowed = True
        finally:
            if scope:
                key, _, _, service, *_ = scope[1].split("/")
                line = {
                    "key": key,
                    "action": policy_name(service, self._get_action() or ""),
                    "resource": resource,
                    "allowed": allowed,
                }
                with open(path, "a", encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")

    ActionAuthenticatorMixin._authenticate_and_authorize_action = authorize


def apply():
    use_the_action_names_of_policies()
    deny_in_the_protocol_of_the_call()
    hide_missing_objects()
    record_calls()
