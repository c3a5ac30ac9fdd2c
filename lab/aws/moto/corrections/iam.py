"""IAM enforcement as AWS has it, for the services that this project uses.

POST /moto-api/reset-auth with the body `0` (as text/plain) enforces IAM from
then on, `inf` stops it; assume the role before. Refused calls answer 403.
`iam_resources.py` says what a call is judged on, `iam_statements.py` how a
policy is read.
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


def name_of(service, action):
    """An action as a policy says it."""
    if service == "monitoring":
        service = "cloudwatch"
    if service == "sqs":
        action = action.removesuffix("Batch")
    if (service, action) == ("s3", "HeadBucket"):
        action = "ListBucket"
    return f"{service}:{action}"


def name_actions_as_iam_does():
    """moto takes the name that a service signs with, and batches as actions of
    their own; a policy says cloudwatch, and sqs:SendMessage for the batch too,
    and s3:ListBucket for HeadBucket."""
    moto_init = IAMRequestBase.__init__

    def init(self, *args, **more):
        moto_init(self, *args, **more)
        service, _, action = self._action.partition(":")
        self._action = name_of(service, action)

    IAMRequestBase.__init__ = init


def refuse_in_the_protocol_of_the_call():
    """moto refuses in XML where the client speaks JSON, which makes an error
    without a name of it."""
    moto_init = AccessDeniedError.__init__

    def init(self, user_arn, action):
        moto_init(self, user_arn, action)
        if has_request_context() and "json" in (request.content_type or ""):
            self.description = json.dumps(
                {"__type": "AccessDeniedException", "message": self.message}
            )

    AccessDeniedError.__init__ = init


def hide_that_an_object_is_missing():
    """moto answers with 404 whoever asks; AWS tells that only those who may
    list the bucket, and refuses the others."""
    moto_key_response = S3Response._key_response

    def may_list(self):
        self.data["Action"] = "ListBucket"
        self._authenticate_and_authorize_s3_action(bucket_name=self.bucket_name)

    def key_response(self, request, full_url):
        try:
            answer = moto_key_response(self, request, full_url)
        except MissingKey:
            may_list(self)
            raise
        if request.method == "HEAD" and answer[0] == 404:
            may_list(self)
        return answer

    S3Response._key_response = key_response


def tell_what_was_called():
    """For tests: a line of JSON for each signed call, in the file that
    POLYBOT_MOTO_CALLS names."""
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
                    "action": name_of(service, self._get_action() or ""),
                    "resource": resource,
                    "allowed": allowed,
                }
                with open(path, "a", encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")

    ActionAuthenticatorMixin._authenticate_and_authorize_action = authorize


def apply():
    name_actions_as_iam_does()
    refuse_in_the_protocol_of_the_call()
    hide_that_an_object_is_missing()
    tell_what_was_called()
