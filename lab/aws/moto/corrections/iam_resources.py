"""Finds the ARN of the resource that a call concerns, for IAM.

moto knows it for S3 and for a queue's URL; it checks all other calls against `*`.
"""
from moto.autoscaling.responses import AutoScalingResponse
from moto.dynamodb.responses import DynamoHandler
from moto.ec2.responses import EC2Response
from moto.elbv2.responses import ELBV2Response
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.sqs.responses import SQSResponse


def find_tables_and_indexes():
    def resource(self):
        parameters = getattr(self, "params", None) or {}
        tables = list(parameters.get("RequestItems") or {})
        # a batch over several tables is checked against `*`: this project makes none
        name = tables[0] if len(tables) == 1 else parameters.get("TableName")
        if not name:
            return "*"
        arn = name if name.startswith("arn:") else (
            f"arn:aws:dynamodb:{self.region}:{self.current_account}:table/{name}"
        )
        index = parameters.get("IndexName")
        return f"{arn}/index/{index}" if index else arn

    DynamoHandler._determine_resource = resource


def find_secrets():
    def resource(self):
        identifier = self._get_param("SecretId")
        if not identifier:
            return "*"
        for secret in self.backend.secrets.values():
            if identifier in (secret.name, secret.arn):
                return secret.arn
        return (
            f"arn:aws:secretsmanager:{self.region}:{self.current_account}"
            f":secret:{identifier}"
        )

    SecretsManagerResponse._determine_resource = resource


def find_queues_by_name():
    """Finds queues by name, as in GetQueueUrl; moto only looks for a queue's URL."""
    moto_resource = SQSResponse._determine_resource

    def resource(self):
        name = self._get_param("QueueName")
        if name and not self._get_param("QueueUrl"):
            return f"arn:aws:sqs:{self.region}:{self.current_account}:{name}"
        return moto_resource(self)

    SQSResponse._determine_resource = resource


def find_groups_of_instances():
    def resource(self):
        identifier = self._get_param("InstanceId")
        for group in self.autoscaling_backend.autoscaling_groups.values():
            instances = [each.instance.id for each in group.instance_states]
            if identifier in instances or self._get_param("AutoScalingGroupName") == group.name:
                return group.arn
        return "*"

    AutoScalingResponse._determine_resource = resource


def find_target_groups():
    def resource(self):
        describes = self._get_action().startswith("Describe")
        return "*" if describes else self._get_param("TargetGroupArn") or "*"

    ELBV2Response._determine_resource = resource


def find_security_groups():
    def resource(self):
        group = self._get_param("GroupId")
        if not group:
            return "*"
        return f"arn:aws:ec2:{self.region}:{self.current_account}:security-group/{group}"

    EC2Response._determine_resource = resource


def apply():
    find_tables_and_indexes()
    find_secrets()
    find_queues_by_name()
    find_groups_of_instances()
    find_target_groups()
    find_security_groups()
