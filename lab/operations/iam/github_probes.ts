/**
 * What GitHub's roles are probed with.
 *
 * @module
 */
import type { Call } from "../aws_calls.ts";
import { ACCOUNT, arnOfRole, type DataScene, REGION } from "./data_scene.ts";
import type { Probes } from "./probes.ts";

const ssh = (
  operation: "authorize" | "revoke",
  GroupId: string,
): Call => ["ec2", `${operation}_security_group_ingress`, {
  GroupId,
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  CidrIp: "203.0.113.7/32",
}];
const target = (
  operation: string,
  TargetGroupArn: string,
  Id: string,
): Call => [
  "elbv2",
  operation,
  { TargetGroupArn, Targets: [{ Id }] },
];

/** What the role of the workflows that deploy may do, and may not. */
export function deployProbes(
  { resources: { BUCKET_NAME: Bucket }, neighbours }: DataScene,
): Probes {
  const { machine, targetGroup, otherTargetGroup } = neighbours;
  const { machinesGroup, balancerGroup, otherMachinesGroup } = neighbours;
  const Key = "artifacts/polybot/1/polybot";
  return {
    allowed: [
      ["s3", "put_object", { Bucket, Key, Body: "1" }],
      ["s3", "get_object", { Bucket, Key }],
      ["s3", "get_bucket_ownership_controls", { Bucket }],
      ["s3", "list_objects_v2", { Bucket, Prefix: "artifacts/polybot/" }],
      ["s3", "head_bucket", { Bucket }],
      ["s3", "delete_object", { Bucket, Key }],
      ["ec2", "describe_instances"],
      ssh("authorize", machinesGroup),
      ssh("revoke", machinesGroup),
      target("register_targets", targetGroup, machine),
      target("deregister_targets", targetGroup, machine),
      ["secretsmanager", "get_secret_value", {
        SecretId: "talo/ssh/private-key",
      }],
    ],
    refused: [
      ssh("authorize", balancerGroup),
      ssh("authorize", otherMachinesGroup),
      ssh("revoke", otherMachinesGroup),
      target("deregister_targets", otherTargetGroup, machine),
      target("register_targets", otherTargetGroup, machine),
      ["s3", "get_object", { Bucket, Key: "images/a.jpg" }],
      ["s3", "put_object", { Bucket, Key: "images/a.jpg", Body: "1" }],
      ["s3", "delete_object", { Bucket, Key: "images/a.jpg" }],
      ["s3", "list_objects_v2", { Bucket, Prefix: "images/" }],
      ["s3", "delete_bucket", { Bucket }],
      ["s3", "get_object", { Bucket: "talo-dev-s3", Key }],
      ["secretsmanager", "get_secret_value", {
        SecretId: "talo/telegram/token",
      }],
      ["secretsmanager", "get_secret_value", {
        SecretId: "talo/sub-domain/certificate",
      }],
      ["secretsmanager", "get_secret_value", {
        SecretId: "talo-dev/ssh/private-key",
      }],
      ["dynamodb", "get_item", {
        TableName: "talo-prediction-results",
        Key: { predictionId: { S: "1" } },
      }],
      ["sqs", "get_queue_url", { QueueName: "talo-sqs-updates.fifo" }],
      ["iam", "list_roles"],
      ["iam", "create_role", {
        RoleName: "talo-intruder",
        AssumeRolePolicyDocument: "{}",
      }],
      ["iam", "put_role_policy", {
        RoleName: "talo-github-deploy-us-east-1",
        PolicyName: "all",
        PolicyDocument: "{}",
      }],
      ["sts", "assume_role", {
        RoleArn: arnOfRole("github-infra"),
        RoleSessionName: "intruder",
      }],
      ["ec2", "run_instances", {
        ImageId: "ami-12345678",
        MinCount: 1,
        MaxCount: 1,
      }],
      ["ec2", "terminate_instances", { InstanceIds: [machine] }],
      ["ec2", "create_security_group", {
        GroupName: "intruder",
        Description: "1",
      }],
      ["autoscaling", "update_auto_scaling_group", {
        AutoScalingGroupName: "talo-yolo5",
        MaxSize: 9,
      }],
    ],
  };
}

/** What the role of the workflows that provision must be refused: data, and who may what. */
export function infraRefusals(
  { resources: { BUCKET_NAME: Bucket, TABLE_NAME: TableName } }: DataScene,
): Call[] {
  const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/talo-boundary-${REGION}`;
  const RoleName = `talo-github-infra-${REGION}`;
  const policy = { PolicyName: "all", PolicyDocument: "{}" };
  return [
    ["s3", "get_object", { Bucket, Key: "images/a.jpg" }],
    ["s3", "put_object", { Bucket, Key: "images/a.jpg", Body: "1" }],
    ["s3", "delete_object", { Bucket, Key: "images/a.jpg" }],
    ["s3", "delete_bucket", { Bucket }],
    ["s3", "put_bucket_policy", { Bucket: "talo-dev-s3", Policy: "{}" }],
    ["dynamodb", "get_item", {
      TableName,
      Key: { predictionId: { S: "1" } },
    }],
    ["dynamodb", "scan", { TableName }],
    ["dynamodb", "delete_table", { TableName }],
    ["dynamodb", "update_table", {
      TableName: "talo-dev-prediction-results",
      DeletionProtectionEnabled: false,
    }],
    ["secretsmanager", "delete_secret", { SecretId: "talo/telegram/token" }],
    ["secretsmanager", "get_secret_value", {
      SecretId: "talo-dev/telegram/token",
    }],
    ["sqs", "receive_message", {
      QueueUrl:
        `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/talo-sqs-results`,
    }],
    ["sqs", "delete_queue", {
      QueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/billing`,
    }],
    ["iam", "create_user", { UserName: "intruder" }],
    ["iam", "create_policy_version", { PolicyArn, PolicyDocument: "{}" }],
    ["iam", "delete_policy", { PolicyArn }],
    ["iam", "delete_role_permissions_boundary", {
      RoleName: `talo-yolo5-${REGION}`,
    }],
    ["iam", "put_role_policy", { RoleName, ...policy }],
    ["iam", "update_assume_role_policy", { RoleName, PolicyDocument: "{}" }],
    ["iam", "attach_role_policy", {
      RoleName: `talo-yolo5-${REGION}`,
      PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }],
    ["iam", "create_role", {
      RoleName: "talo-intruder",
      AssumeRolePolicyDocument: "{}",
    }],
  ];
}
