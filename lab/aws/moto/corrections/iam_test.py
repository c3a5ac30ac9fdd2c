"""Tests of IAM, which corrections_test.py runs."""
import json
import urllib.request

from botocore.exceptions import ClientError

from moto_client import ENDPOINT, client


def create_user(name, *statements):
    """Creates a user with a policy of these statements. Returns the user's keys."""
    iam = client("iam")
    iam.create_user(UserName=name)
    document = {"Version": "2012-10-17", "Statement": statements}
    iam.put_user_policy(
        UserName=name, PolicyName=name, PolicyDocument=json.dumps(document)
    )
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {
        "aws_access_key_id": key["AccessKeyId"],
        "aws_secret_access_key": key["SecretAccessKey"],
    }


def enforce_iam(after):
    urllib.request.urlopen(
        urllib.request.Request(
            f"{ENDPOINT}/moto-api/reset-auth",
            data=after.encode(),
            headers={"content-type": "text/plain"},
        )
    )


def iam_checks_resources():
    client("sqs").create_queue(QueueName="jobs")
    client("sqs").create_queue(QueueName="others")
    client("s3").create_bucket(Bucket="listed")
    for name in ("token", "token-2", "other"):
        client("secretsmanager").create_secret(Name=name, SecretString="1")
    allowed = [
        ("dynamodb:*GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/records"),
        (
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-??????",
        ),
        ("sqs:GetQueueUrl", "arn:aws:sqs:us-east-1:123456789012:jobs"),
        ("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"),
        ("cloudwatch:PutMetricData", "*"),
        ("s3:GetObject", "arn:aws:s3:::*"),
        ("s3:ListBucket", "arn:aws:s3:::listed"),
    ]
    statements = [
        {"Effect": "Allow", "Action": action, "Resource": resource}
        for action, resource in allowed
    ]
    keys = create_user("bot", *statements)
    enforce_iam("0")
    try:
        check_calls(keys)
    finally:
        enforce_iam("inf")


def check_calls(keys):
    dynamodb, sqs = client("dynamodb", keys), client("sqs", keys)
    secrets, watch = client("secretsmanager", keys), client("cloudwatch", keys)
    item = {"key": {"S": "1"}}
    metric = [{"MetricName": "backlog", "Value": 1}]
    dynamodb.get_item(TableName="records", Key=item)
    dynamodb.batch_get_item(RequestItems={"records": {"Keys": [item]}})
    assert_refused(dynamodb.batch_get_item, RequestItems={"others": {"Keys": [item]}})
    assert_refused(dynamodb.put_item, TableName="records", Item=item)
    assert_refused(dynamodb.get_item, TableName="others", Key=item)
    secrets.get_secret_value(SecretId="token")
    assert_refused(secrets.get_secret_value, SecretId="other")
    assert_refused(secrets.get_secret_value, SecretId="token-2")
    url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
    assert_refused(sqs.get_queue_url, QueueName="others")
    sqs.send_message_batch(
        QueueUrl=url, Entries=[{"Id": "1", "MessageBody": "job"}]
    )
    assert_refused(sqs.receive_message, QueueUrl=url)
    watch.put_metric_data(Namespace="talo", MetricData=metric)
    assert_refused(watch.list_metrics)
    assert_refused(client("sns", keys).list_topics)
    assert_refused(client("ec2", keys).describe_instances)
    try:
        client("s3", keys).get_object(Bucket="listed", Key="missing")
    except ClientError as error:
        assert error.response["Error"]["Code"] == "NoSuchKey", error


def iam_checks_conditions():
    s3, ec2 = client("s3"), client("ec2")
    s3.create_bucket(Bucket="pictures")
    s3.put_object(Bucket="pictures", Key="images/a", Body=b"a")
    only_tls = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "arn:aws:s3:::pictures/*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    policy = {"Version": "2012-10-17", "Statement": [only_tls]}
    s3.put_bucket_policy(Bucket="pictures", Policy=json.dumps(policy))
    groups = {
        name: ec2.create_security_group(
            GroupName=name,
            Description=name,
            TagSpecifications=[
                {
                    "ResourceType": "security-group",
                    "Tags": [{"Key": "Name", "Value": name}],
                }
            ],
        )["GroupId"]
        for name in ("ours", "theirs")
    }
    lists = {
        "Effect": "Allow",
        "Action": "s3:ListBucket",
        "Resource": "arn:aws:s3:::pictures",
        "Condition": {"StringLike": {"s3:prefix": "images/*"}},
    }
    reads = {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::pictures/*",
    }
    opens = {
        "Effect": "Allow",
        "Action": "ec2:AuthorizeSecurityGroupIngress",
        "Resource": "*",
        "Condition": {"StringEquals": {"ec2:ResourceTag/Name": "ours"}},
    }
    keys = create_user("reader", lists, reads, opens)
    enforce_iam("0")
    try:
        s3, ec2 = client("s3", keys), client("ec2", keys)
        s3.get_object(Bucket="pictures", Key="images/a")
        assert_refused(s3.get_object, Bucket="pictures", Key="images/missing")
        s3.list_objects_v2(Bucket="pictures", Prefix="images/")
        assert_refused(s3.list_objects_v2, Bucket="pictures", Prefix="other/")
        assert_refused(s3.list_objects_v2, Bucket="pictures")
        rule = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
        ec2.authorize_security_group_ingress(
            GroupId=groups["ours"], CidrIp="203.0.113.7/32", **rule
        )
        assert_refused(
            ec2.authorize_security_group_ingress,
            GroupId=groups["theirs"],
            CidrIp="203.0.113.7/32",
            **rule,
        )
    finally:
        enforce_iam("inf")


def assert_refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        code = error.response["Error"]["Code"]
        is_refused = status == 403 and code.startswith("AccessDenied")
        assert is_refused, f"{call.__name__} {arguments}: {error}"
    else:
        raise AssertionError(f"{call.__name__} {arguments} was allowed")
