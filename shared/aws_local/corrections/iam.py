"""IAM enforcement as fine as AWS's for the services that this project uses.

POST /moto-api/reset-auth with the body `0` (as text/plain) enforces IAM from
then on, `inf` stops it; assume the role before. Refused calls answer 403.
How a policy is read is in `iam_statements.py`; here is what it is asked.
"""
import json
import os

from flask import has_request_context, request
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.exceptions import AccessDeniedError
from moto.dynamodb.responses import DynamoHandler
from moto.ec2.responses import EC2Response
from moto.elbv2.responses import ELBV2Response
from moto.iam.access_control import IAMRequestBase
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.sqs.responses import SQSResponse


def judge_dynamodb_by_table_and_index():
    """moto judges every call of DynamoDB as one on `*`."""

    def resource(self):
        parameters = getattr(self, "params", None) or {}
        tables = list(parameters.get("RequestItems") or {})
        # a batch of several tables stays one on `*`: nobody here makes such
        name = tables[0] if len(tables) == 1 else parameters.get("TableName")
        if not name:
            return "*"
        arn = name if name.startswith("arn:") else (
            f"arn:aws:dynamodb:{self.region}:{self.current_account}:table/{name}"
        )
        index = parameters.get("IndexName")
        return f"{arn}/index/{index}" if index else arn

    DynamoHandler._determine_resource = resource


def judge_secrets_by_secret():
    """moto judges every call of Secrets Manager as one on `*`."""

    def resource(self):
        asked = self._get_param("SecretId")
        if not asked:
            return "*"
        for secret in self.backend.secrets.values():
            if asked in (secret.name, secret.arn):
                return secret.arn
        return (
            f"arn:aws:secretsmanager:{self.region}:{self.current_account}"
            f":secret:{asked}"
        )

    SecretsManagerResponse._determine_resource = resource


def judge_queues_by_name_too():
    """moto knows a queue by its URL only, and GetQueueUrl has its name."""
    moto_resource = SQSResponse._determine_resource

    def resource(self):
        name = self._get_param("QueueName")
        if name and not self._get_param("QueueUrl"):
            return f"arn:aws:sqs:{self.region}:{self.current_account}:{name}"
        return moto_resource(self)

    SQSResponse._determine_resource = resource


def judge_machines_by_their_group():
    """moto judges every call of Auto Scaling as one on `*`."""

    def resource(self):
        asked = self._get_param("InstanceId")
        for group in self.autoscaling_backend.autoscaling_groups.values():
            instances = [each.instance.id for each in group.instance_states]
            if asked in instances or self._get_param("AutoScalingGroupName") == group.name:
                return group.arn
        return "*"

    AutoScalingResponse._determine_resource = resource


def judge_balancers_by_target_group():
    """moto judges every call of Elastic Load Balancing as one on `*`."""

    def resource(self):
        describes = self._get_action().startswith("Describe")
        return "*" if describes else self._get_param("TargetGroupArn") or "*"

    ELBV2Response._determine_resource = resource


def judge_rules_by_security_group():
    """moto judges every call of EC2 as one on `*`."""

    def resource(self):
        group = self._get_param("GroupId")
        if not group:
            return "*"
        return f"arn:aws:ec2:{self.region}:{self.current_account}:security-group/{group}"

    EC2Response._determine_resource = resource


def name_actions_as_iam_does():
    """moto takes the name that a service signs with, and batches as actions of
    their own; a policy says cloudwatch, and sqs:SendMessage for the batch too,
    and s3:ListBucket for HeadBucket."""
    moto_init = IAMRequestBase.__init__

    def init(self, *args, **more):
        moto_init(self, *args, **more)
        service, _, action = self._action.partition(":")
        if service == "monitoring":
            service = "cloudwatch"
        if service == "sqs":
            action = action.removesuffix("Batch")
        if (service, action) == ("s3", "HeadBucket"):
            action = "ListBucket"
        self._action = f"{service}:{action}"

    IAMRequestBase.__init__ = init


def refuse_in_the_protocol_of_the_call():
    """moto refuses in XML where the client speaks JSON, which makes another
    error of it."""
    moto_init = AccessDeniedError.__init__

    def init(self, user_arn, action):
        moto_init(self, user_arn, action)
        if has_request_context() and "json" in (request.content_type or ""):
            self.description = json.dumps(
                {"__type": "AccessDeniedException", "message": self.message}
            )

    AccessDeniedError.__init__ = init


def tell_what_was_judged():
    """For tests: a line of JSON for each call that was judged, in the file that
    POLYBOT_MOTO_JUDGED names."""
    path = os.environ.get("POLYBOT_MOTO_JUDGED")
    if not path:
        return
    moto_check = IAMRequestBase.check_action_permitted

    def check_action_permitted(self, resource):
        line = {
            "who": self._access_key.arn,
            "action": self._action,
            "resource": resource,
            "allowed": False,
        }
        try:
            moto_check(self, resource)
            line["allowed"] = True
        finally:
            with open(path, "a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    IAMRequestBase.check_action_permitted = check_action_permitted


def apply():
    judge_dynamodb_by_table_and_index()
    judge_secrets_by_secret()
    judge_queues_by_name_too()
    judge_machines_by_their_group()
    judge_balancers_by_target_group()
    judge_rules_by_security_group()
    name_actions_as_iam_does()
    refuse_in_the_protocol_of_the_call()
    tell_what_was_judged()
