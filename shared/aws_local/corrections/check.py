"""Asks a moto what the corrections for Ansible and of IAM correct:

    python check.py ENDPOINT
"""
import base64
import datetime
import json
import sys
import urllib.request

import boto3
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ENDPOINT = sys.argv[1]
OPERATOR = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


def client(service, keys=OPERATOR):
    return boto3.client(
        service, endpoint_url=ENDPOINT, region_name="us-east-1", **keys
    )


def make_table():
    return client("dynamodb").create_table(
        TableName="records",
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )["TableDescription"]


def a_table_has_an_id():
    made = make_table()["TableId"]
    assert made, "no TableId"
    described = client("dynamodb").describe_table(TableName="records")["Table"]
    assert described["TableId"] == made, "another TableId"


def an_imported_certificate_keeps_its_chain():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bot.example")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder(name, name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    acm = client("acm")
    arn = acm.import_certificate(
        Certificate=certificate,
        PrivateKey=key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        CertificateChain=certificate,
    )["CertificateArn"]
    chain = acm.get_certificate(CertificateArn=arn)["CertificateChain"]
    assert chain.strip() == certificate.decode().strip(), "another chain"


def a_launch_template_keeps_its_tags_to_itself():
    ec2 = client("ec2")
    ec2.create_launch_template(
        LaunchTemplateName="worker",
        LaunchTemplateData={"InstanceType": "t3.medium"},
        TagSpecifications=[
            {
                "ResourceType": "launch-template",
                "Tags": [{"Key": "APP", "Value": "worker"}],
            }
        ],
    )
    [version] = ec2.describe_launch_template_versions(LaunchTemplateName="worker")[
        "LaunchTemplateVersions"
    ]
    data = version["LaunchTemplateData"]
    assert "TagSpecifications" not in data, data


def disable_metrics_collection_is_known():
    scaling = client("autoscaling")
    scaling.create_launch_configuration(
        LaunchConfigurationName="worker", ImageId="ami-12345678", InstanceType="t3.nano"
    )
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="workers",
        LaunchConfigurationName="worker",
        MinSize=0,
        MaxSize=0,
        AvailabilityZones=["us-east-1a"],
    )
    scaling.disable_metrics_collection(AutoScalingGroupName="workers")


def a_group_takes_all_of_its_own_with_it():
    ec2, scaling = client("ec2"), client("autoscaling")
    disk = {"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 9, "Encrypted": True}}
    ec2.create_launch_template(
        LaunchTemplateName="machine",
        LaunchTemplateData={
            "ImageId": "ami-12345678",
            "InstanceType": "t3.nano",
            "BlockDeviceMappings": [
                {**disk, "Ebs": {**disk["Ebs"], "DeleteOnTermination": True}}
            ],
        },
    )
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="machines",
        LaunchTemplate={"LaunchTemplateName": "machine"},
        MinSize=1,
        MaxSize=1,
        AvailabilityZones=["us-east-1a"],
    )
    scaling.put_scaling_policy(
        AutoScalingGroupName="machines",
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "TargetValue": 50,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ASGAverageCPUUtilization"
            },
        },
    )
    disks = ec2.describe_volumes()["Volumes"]
    sizes = [(volume["Size"], volume["Encrypted"]) for volume in disks]
    assert sizes == [(9, True)], sizes
    scaling.delete_auto_scaling_group(AutoScalingGroupName="machines", ForceDelete=True)
    left = [
        *ec2.describe_volumes()["Volumes"],
        *ec2.describe_network_interfaces()["NetworkInterfaces"],
        *scaling.describe_policies()["ScalingPolicies"],
    ]
    assert not left, left


def a_balancer_has_all_attributes():
    ec2, balancers = client("ec2"), client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{n}.0/24", AvailabilityZone=zone)
        for n, zone in enumerate(("us-east-1a", "us-east-1b"))
    ]
    [made] = balancers.create_load_balancer(
        Name="bots", Subnets=[subnet["Subnet"]["SubnetId"] for subnet in subnets]
    )["LoadBalancers"]
    told = balancers.describe_load_balancer_attributes(
        LoadBalancerArn=made["LoadBalancerArn"]
    )["Attributes"]
    value = {attribute["Key"]: attribute["Value"] for attribute in told}
    assert value["routing.http.drop_invalid_header_fields.enabled"] == "false", value


def a_queue_keeps_its_policies():
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="protected")["QueueUrl"]
    deny = {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
    policies = {
        "Policy": json.dumps({"Version": "2012-10-17", "Statement": [deny]}),
        "RedriveAllowPolicy": json.dumps({"redrivePermission": "denyAll"}),
    }
    sqs.set_queue_attributes(QueueUrl=url, Attributes=policies)
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "15"})
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    for name, policy in policies.items():
        assert found.get(name) == policy, found


def as_user(name, *statements):
    """A user's keys, who may do what the statements say."""
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


def iam_judges_by_resource():
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
    keys = as_user("bot", *statements)
    enforce_iam("0")
    try:
        probe(keys)
    finally:
        enforce_iam("inf")


def probe(keys):
    dynamodb, sqs = client("dynamodb", keys), client("sqs", keys)
    secrets, watch = client("secretsmanager", keys), client("cloudwatch", keys)
    item = {"key": {"S": "1"}}
    metric = [{"MetricName": "backlog", "Value": 1}]
    dynamodb.get_item(TableName="records", Key=item)
    dynamodb.batch_get_item(RequestItems={"records": {"Keys": [item]}})
    refused(dynamodb.batch_get_item, RequestItems={"others": {"Keys": [item]}})
    refused(dynamodb.put_item, TableName="records", Item=item)
    refused(dynamodb.get_item, TableName="others", Key=item)
    secrets.get_secret_value(SecretId="token")
    refused(secrets.get_secret_value, SecretId="other")
    refused(secrets.get_secret_value, SecretId="token-2")
    url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
    refused(sqs.get_queue_url, QueueName="others")
    sqs.send_message_batch(
        QueueUrl=url, Entries=[{"Id": "1", "MessageBody": "job"}]
    )
    refused(sqs.receive_message, QueueUrl=url)
    watch.put_metric_data(Namespace="talo", MetricData=metric)
    refused(watch.list_metrics)
    refused(client("sns", keys).list_topics)
    refused(client("ec2", keys).describe_instances)
    try:
        client("s3", keys).get_object(Bucket="listed", Key="missing")
    except ClientError as error:
        assert error.response["Error"]["Code"] == "NoSuchKey", error


def iam_judges_by_condition():
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
    keys = as_user("reader", lists, reads, opens)
    enforce_iam("0")
    try:
        s3, ec2 = client("s3", keys), client("ec2", keys)
        s3.get_object(Bucket="pictures", Key="images/a")
        refused(s3.get_object, Bucket="pictures", Key="images/missing")
        s3.list_objects_v2(Bucket="pictures", Prefix="images/")
        refused(s3.list_objects_v2, Bucket="pictures", Prefix="other/")
        refused(s3.list_objects_v2, Bucket="pictures")
        rule = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
        ec2.authorize_security_group_ingress(
            GroupId=groups["ours"], CidrIp="203.0.113.7/32", **rule
        )
        refused(
            ec2.authorize_security_group_ingress,
            GroupId=groups["theirs"],
            CidrIp="203.0.113.7/32",
            **rule,
        )
    finally:
        enforce_iam("inf")


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        code = error.response["Error"]["Code"]
        is_refused = status == 403 and code.startswith("AccessDenied")
        assert is_refused, f"{call.__name__} {arguments}: {error}"
    else:
        raise AssertionError(f"{call.__name__} {arguments} was allowed")


for check in (
    a_table_has_an_id,
    an_imported_certificate_keeps_its_chain,
    a_launch_template_keeps_its_tags_to_itself,
    disable_metrics_collection_is_known,
    a_group_takes_all_of_its_own_with_it,
    a_balancer_has_all_attributes,
    a_queue_keeps_its_policies,
    iam_judges_by_resource,
    iam_judges_by_condition,
):
    try:
        check()
        print(f"{check.__name__}: ok")
    except Exception as error:
        print(f"{check.__name__}: {type(error).__name__} {error}")
