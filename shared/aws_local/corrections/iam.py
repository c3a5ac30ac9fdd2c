"""IAM enforcement as fine as AWS's for the services that this project uses.

Conditions are still not evaluated. POST /moto-api/reset-auth with the body `0`
(as text/plain) enforces IAM from then on, `inf` stops it; assume the role
before. Refused calls answer 403.
"""
from moto.dynamodb.responses import DynamoHandler
from moto.iam.access_control import IAMRequestBase
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.sqs.responses import SQSResponse


def judge_dynamodb_by_table_and_index():
    """moto judges every call of DynamoDB as one on `*`."""

    def resource(self):
        parameters = getattr(self, "params", None) or {}
        name = parameters.get("TableName")
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


def name_actions_as_iam_does():
    """moto takes the name that a service signs with, and batches as actions of
    their own; a policy says cloudwatch, and sqs:SendMessage for the batch too."""
    moto_init = IAMRequestBase.__init__

    def init(self, *args, **more):
        moto_init(self, *args, **more)
        service, _, action = self._action.partition(":")
        if service == "monitoring":
            service = "cloudwatch"
        if service == "sqs":
            action = action.removesuffix("Batch")
        self._action = f"{service}:{action}"

    IAMRequestBase.__init__ = init


def apply():
    judge_dynamodb_by_table_and_index()
    judge_secrets_by_secret()
    judge_queues_by_name_too()
    name_actions_as_iam_does()
