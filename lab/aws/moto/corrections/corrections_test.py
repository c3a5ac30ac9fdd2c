"""Tests the corrections for Ansible and IAM on a running moto:

    python corrections_test.py ENDPOINT
"""
import datetime
import json

from iam_test import iam_checks_conditions, iam_checks_resources
from moto_client import client
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def make_table():
    return client("dynamodb").create_table(
        TableName="records",
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )["TableDescription"]


def tables_have_an_id():
    made = make_table()["TableId"]
    assert made, "no TableId"
    described = client("dynamodb").describe_table(TableName="records")["Table"]
    assert described["TableId"] == made, "another TableId"


def imported_certificates_keep_their_chain():
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


def launch_templates_keep_their_tags_out_of_the_data():
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


def disable_metrics_collection_is_supported():
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


def groups_are_deleted_with_all_their_resources():
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


def load_balancers_have_all_attributes():
    ec2, balancers = client("ec2"), client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{n}.0/24", AvailabilityZone=zone)
        for n, zone in enumerate(("us-east-1a", "us-east-1b"))
    ]
    [made] = balancers.create_load_balancer(
        Name="bots", Subnets=[subnet["Subnet"]["SubnetId"] for subnet in subnets]
    )["LoadBalancers"]
    described = balancers.describe_load_balancer_attributes(
        LoadBalancerArn=made["LoadBalancerArn"]
    )["Attributes"]
    value = {attribute["Key"]: attribute["Value"] for attribute in described}
    assert value["routing.http.drop_invalid_header_fields.enabled"] == "false", value


def queues_keep_their_policies():
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


for check in (
    tables_have_an_id,
    imported_certificates_keep_their_chain,
    launch_templates_keep_their_tags_out_of_the_data,
    disable_metrics_collection_is_supported,
    groups_are_deleted_with_all_their_resources,
    load_balancers_have_all_attributes,
    queues_keep_their_policies,
    iam_checks_resources,
    iam_checks_conditions,
):
    try:
        check()
        print(f"{check.__name__}: ok")
    except Exception as error:
        print(f"{check.__name__}: {type(error).__name__} {error}")
