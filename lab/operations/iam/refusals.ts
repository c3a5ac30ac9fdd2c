/**
 * What no machine may do, whichever service runs on it.
 *
 * @module
 */
import type { Call } from "../aws_calls.ts";
import { ACCOUNT, arnOfRole, type DataScene } from "./data_scene.ts";

const url = (name: string) =>
  `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${name}`;

export const send = (name: string): Call => ["sqs", "send_message", {
  QueueUrl: url(name),
  MessageBody: "{}",
  ...name.endsWith(".fifo")
    ? { MessageGroupId: "1", MessageDeduplicationId: "1" }
    : {},
}];
export const receive = (name: string): Call => [
  "sqs",
  "receive_message",
  { QueueUrl: url(name) },
];
export const remove = (name: string): Call => [
  "sqs",
  "delete_message",
  { QueueUrl: url(name), ReceiptHandle: "1" },
];
export const item = (TableName: string, Key: string): Call => [
  "dynamodb",
  "get_item",
  { TableName, Key: { [Key]: { S: "1" } } },
];
export const readSecret = (SecretId: string): Call => [
  "secretsmanager",
  "get_secret_value",
  { SecretId },
];

/** What no machine may do, whichever service runs on it. */
export function refusedOfMachines(
  { resources, neighbours }: DataScene,
): Call[] {
  const Bucket = resources.BUCKET_NAME;
  const table = { TableName: resources.TABLE_NAME };
  return [
    ["sqs", "list_queues"],
    ["sqs", "create_queue", { QueueName: "talo-sqs-another" }],
    ["sqs", "purge_queue", { QueueUrl: url("talo-sqs-identify") }],
    ["sqs", "delete_queue", { QueueUrl: url("talo-sqs-identify") }],
    ["sqs", "set_queue_attributes", {
      QueueUrl: url("talo-sqs-identify"),
      Attributes: { VisibilityTimeout: "0" },
    }],
    ["sqs", "get_queue_url", { QueueName: "billing" }],
    send("talo-dev-sqs-identify"),
    receive("talo-sqs-identify-dead-letters"),
    ["s3", "list_buckets"],
    ["s3", "delete_object", { Bucket, Key: "images/a.jpg" }],
    ["s3", "delete_bucket", { Bucket }],
    ["s3", "put_bucket_policy", { Bucket, Policy: "{}" }],
    ["s3", "get_object", { Bucket, Key: "other/a.jpg" }],
    ["s3", "put_object", { Bucket, Key: "other/a.jpg", Body: "a" }],
    ["s3", "put_object", {
      Bucket,
      Key: "artifacts/yolo5/1/yolo5",
      Body: "a",
    }],
    ["s3", "list_objects_v2", { Bucket, Prefix: "other/" }],
    ["s3", "get_object", { Bucket: "talo-dev-s3", Key: "images/a.jpg" }],
    ["s3", "list_objects_v2", { Bucket: "talo-dev-s3", Prefix: "images/" }],
    item("talo-dev-prediction-results", "predictionId"),
    ["dynamodb", "scan", table],
    ["dynamodb", "delete_item", {
      ...table,
      Key: { predictionId: { S: "1" } },
    }],
    ["dynamodb", "update_item", {
      ...table,
      Key: { predictionId: { S: "1" } },
      AttributeUpdates: {},
    }],
    ["dynamodb", "describe_table", table],
    ["dynamodb", "delete_table", table],
    ["dynamodb", "update_table", {
      ...table,
      DeletionProtectionEnabled: false,
    }],
    readSecret("talo/ssh/private-key"),
    readSecret("talo/telegram/token-of-another"),
    readSecret("talo-dev/telegram/token"),
    ["secretsmanager", "list_secrets"],
    ["secretsmanager", "put_secret_value", {
      SecretId: "talo/telegram/token",
      SecretString: "1",
    }],
    ["secretsmanager", "delete_secret", { SecretId: "talo/telegram/token" }],
    ["iam", "list_roles"],
    ["iam", "create_user", { UserName: "intruder" }],
    ["iam", "put_role_policy", {
      RoleName: "talo-yolo5-us-east-1",
      PolicyName: "all",
      PolicyDocument: "{}",
    }],
    ["sts", "assume_role", {
      RoleArn: arnOfRole("github-infra"),
      RoleSessionName: "intruder",
    }],
    ["ec2", "describe_instances"],
    ["ec2", "run_instances", {
      ImageId: "ami-12345678",
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: "talo-yolo5-us-east-1" },
    }],
    ["ec2", "terminate_instances", { InstanceIds: [neighbours.machine] }],
    ["ec2", "authorize_security_group_ingress", {
      GroupId: neighbours.machinesGroup,
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      CidrIp: "0.0.0.0/0",
    }],
    ["autoscaling", "set_instance_health", {
      InstanceId: neighbours.otherMachine,
      HealthStatus: "Unhealthy",
    }],
    ["autoscaling", "describe_auto_scaling_groups"],
    ["autoscaling", "terminate_instance_in_auto_scaling_group", {
      InstanceId: neighbours.machine,
      ShouldDecrementDesiredCapacity: false,
    }],
    ["elbv2", "deregister_targets", {
      TargetGroupArn: neighbours.targetGroup,
      Targets: [{ Id: neighbours.machine }],
    }],
    ["acm", "list_certificates"],
    ["sns", "list_topics"],
    ["cloudwatch", "put_metric_data", {
      Namespace: "talo",
      MetricData: [{ MetricName: "a", Value: 1 }],
    }],
  ];
}
