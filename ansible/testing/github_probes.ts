/**
 * What GitHub's roles are probed with.
 *
 * @module
 */
import type { Call } from "./ask_aws.ts";
import { arnOfRole, type DataScene } from "./data_scene.ts";
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
