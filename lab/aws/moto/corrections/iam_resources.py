"""What a call is judged on: the ARN of what it concerns.

moto knows that of S3 and of a queue's URL; all else it judges as a call on `*`.
"""
from moto.autoscaling.responses import AutoScalingResponse
from moto.dynamodb.responses import DynamoHandler
from moto.ec2.responses import EC2Response
from moto.elbv2.responses import ELBV2Response
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.sqs.responses import SQSResponse


def judge_dynamodb_by_table_and_index():
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
    def resource(self):
        asked = self._get_param("InstanceId")
        for group in self.autoscaling_backend.autoscaling_groups.values():
            machines = [each.instance.id for each in group.instance_states]
            if asked in machines or self._get_param("AutoScalingGroupName") == group.name:
                return group.arn
        return "*"

    AutoScalingResponse._determine_resource = resource


def judge_balancers_by_target_group():
    def resource(self):
        describes = self._get_action().startswith("Describe")
        return "*" if describes else self._get_param("TargetGroupArn") or "*"

    ELBV2Response._determine_resource = resource


def judge_rules_by_security_group():
    def resource(self):
        group = self._get_param("GroupId")
        if not group:
            return "*"
        return f"arn:aws:ec2:{self.region}:{self.current_account}:security-group/{group}"

    EC2Response._determine_resource = resource


def apply():
    judge_dynamodb_by_table_and_index()
    judge_secrets_by_secret()
    judge_queues_by_name_too()
    judge_machines_by_their_group()
    judge_balancers_by_target_group()
    judge_rules_by_security_group()
