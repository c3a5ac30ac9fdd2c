"""Asks a moto what the corrections for Ansible and of IAM correct:

    python check.py ENDPOINT
"""
import datetime
import json

from check_iam import iam_judges_by_condition, iam_judges_by_resource
from checked_moto import client
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
