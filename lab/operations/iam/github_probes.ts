/**
 * Calls that the roles of GitHub's workflows must be allowed, and must be
 * refused.
 *
 * @module
 */
import { aws, type AwsCall } from "../aws_calls.ts";
import { ACCOUNT, arnOfRole, type DataScene, REGION } from "./data_scene.ts";
import type { Probes } from "./machine_probes.ts";

/** Returns the probes of the workflows that deploy. */
export function deployProbes(
  { resources: { BUCKET_NAME: bucket }, neighbours }: DataScene,
): Probes {
  const { machine, targetGroup, otherTargetGroup } = neighbours;
  const { machinesGroup, balancerGroup, otherMachinesGroup } = neighbours;
  const key = "artifacts/polybot/1/polybot";
  const targets = [{ Id: machine }];
  const ssh = [{
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: "203.0.113.7/32" }],
  }];
  return {
    allowed: aws`
      s3 put_object Bucket=${bucket} Key=${key} Body="1"
      s3 get_object Bucket=${bucket} Key=${key}
      s3 get_bucket_ownership_controls Bucket=${bucket}
      s3 list_objects_v2 Bucket=${bucket} Prefix=artifacts/polybot/
      s3 head_bucket Bucket=${bucket}
      s3 delete_object Bucket=${bucket} Key=${key}
      ec2 describe_instances
      ec2 authorize_security_group_ingress GroupId=${machinesGroup} IpPermissions=${ssh}
      ec2 revoke_security_group_ingress GroupId=${machinesGroup} IpPermissions=${ssh}
      elbv2 register_targets TargetGroupArn=${targetGroup} Targets=${targets}
      elbv2 deregister_targets TargetGroupArn=${targetGroup} Targets=${targets}
      secretsmanager get_secret_value SecretId=talo/ssh/private-key`,
    refused: aws`
      ec2 authorize_security_group_ingress GroupId=${balancerGroup} IpPermissions=${ssh}
      ec2 authorize_security_group_ingress GroupId=${otherMachinesGroup} IpPermissions=${ssh}
      ec2 revoke_security_group_ingress GroupId=${otherMachinesGroup} IpPermissions=${ssh}
      elbv2 deregister_targets TargetGroupArn=${otherTargetGroup} Targets=${targets}
      elbv2 register_targets TargetGroupArn=${otherTargetGroup} Targets=${targets}
      s3 get_object Bucket=${bucket} Key=images/a.jpg
      s3 put_object Bucket=${bucket} Key=images/a.jpg Body="1"
      s3 delete_object Bucket=${bucket} Key=images/a.jpg
      s3 list_objects_v2 Bucket=${bucket} Prefix=images/
      s3 delete_bucket Bucket=${bucket}
      s3 get_object Bucket=talo-dev-s3 Key=${key}
      secretsmanager get_secret_value SecretId=talo/telegram/token
      secretsmanager get_secret_value SecretId=talo/sub-domain/certificate
      secretsmanager get_secret_value SecretId=talo-dev/ssh/private-key
      dynamodb get_item TableName=talo-prediction-results Key={"predictionId":{"S":"1"}}
      sqs get_queue_url QueueName=talo-sqs-updates.fifo
      iam list_roles
      iam create_role RoleName=talo-intruder AssumeRolePolicyDocument="{}"
      iam put_role_policy RoleName=talo-github-deploy-us-east-1 PolicyName=all PolicyDocument="{}"
      sts assume_role RoleArn=${
      arnOfRole("github-infra")
    } RoleSessionName=intruder
      ec2 run_instances ImageId=ami-12345678 MinCount=1 MaxCount=1
      ec2 terminate_instances InstanceIds=["${machine}"]
      ec2 create_security_group GroupName=intruder Description="1"
      autoscaling update_auto_scaling_group AutoScalingGroupName=talo-yolo5 MaxSize=9`,
  };
}

/** Returns calls on data and on permissions that the workflows that provision must be refused. */
export function refusedToInfra({ resources }: DataScene): AwsCall[] {
  const { BUCKET_NAME: bucket, TABLE_NAME: table } = resources;
  const boundary = `arn:aws:iam::${ACCOUNT}:policy/talo-boundary-${REGION}`;
  const sqs = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}`;
  return aws`
    s3 get_object Bucket=${bucket} Key=images/a.jpg
    s3 put_object Bucket=${bucket} Key=images/a.jpg Body="1"
    s3 delete_object Bucket=${bucket} Key=images/a.jpg
    s3 delete_bucket Bucket=${bucket}
    s3 put_bucket_policy Bucket=talo-dev-s3 Policy="{}"
    dynamodb get_item TableName=${table} Key={"predictionId":{"S":"1"}}
    dynamodb scan TableName=${table}
    dynamodb delete_table TableName=${table}
    dynamodb update_table TableName=talo-dev-prediction-results DeletionProtectionEnabled=false
    secretsmanager delete_secret SecretId=talo/telegram/token
    secretsmanager get_secret_value SecretId=talo-dev/telegram/token
    sqs receive_message QueueUrl=${sqs}/talo-sqs-results
    sqs delete_queue QueueUrl=${sqs}/billing
    iam create_user UserName=intruder
    iam create_policy_version PolicyArn=${boundary} PolicyDocument="{}"
    iam delete_policy PolicyArn=${boundary}
    iam delete_role_permissions_boundary RoleName=talo-yolo5-us-east-1
    iam put_role_policy RoleName=talo-github-infra-us-east-1 PolicyName=all PolicyDocument="{}"
    iam update_assume_role_policy RoleName=talo-github-infra-us-east-1 PolicyDocument="{}"
    iam attach_role_policy RoleName=talo-yolo5-us-east-1 PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess
    iam create_role RoleName=talo-intruder AssumeRolePolicyDocument="{}"`;
}
