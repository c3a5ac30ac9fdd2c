/**
 * Calls that polybot's and yolo5's machines must be allowed, and must be
 * refused.
 *
 * @module
 */
import { aws, type AwsCall } from "../aws_calls.ts";
import { ACCOUNT, arnOfRole, type DataScene, REGION } from "./data_scene.ts";

export interface Probes {
  /** Calls that a role needs beyond those that the services make in the tests. */
  readonly allowed: readonly AwsCall[];
  readonly refused: readonly AwsCall[];
}

const SQS = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}`;

/** Returns calls that every machine must be refused. */
function refusedToAll({ resources, neighbours }: DataScene): AwsCall[] {
  const { BUCKET_NAME: bucket, TABLE_NAME: table } = resources;
  const { machine, otherMachine, machinesGroup, targetGroup } = neighbours;
  return aws`
    sqs list_queues
    sqs create_queue QueueName=talo-sqs-another
    sqs purge_queue QueueUrl=${SQS}/talo-sqs-identify
    sqs delete_queue QueueUrl=${SQS}/talo-sqs-identify
    sqs set_queue_attributes QueueUrl=${SQS}/talo-sqs-identify Attributes={"VisibilityTimeout":"0"}
    sqs get_queue_url QueueName=billing
    sqs send_message QueueUrl=${SQS}/talo-dev-sqs-identify MessageBody="{}"
    sqs receive_message QueueUrl=${SQS}/talo-sqs-identify-dead-letters
    s3 list_buckets
    s3 delete_object Bucket=${bucket} Key=images/a.jpg
    s3 delete_bucket Bucket=${bucket}
    s3 put_bucket_policy Bucket=${bucket} Policy="{}"
    s3 get_object Bucket=${bucket} Key=other/a.jpg
    s3 put_object Bucket=${bucket} Key=other/a.jpg Body=a
    s3 put_object Bucket=${bucket} Key=artifacts/yolo5/1/yolo5 Body=a
    s3 list_objects_v2 Bucket=${bucket} Prefix=other/
    s3 get_object Bucket=talo-dev-s3 Key=images/a.jpg
    s3 list_objects_v2 Bucket=talo-dev-s3 Prefix=images/
    dynamodb get_item TableName=talo-dev-prediction-results Key={"predictionId":{"S":"1"}}
    dynamodb scan TableName=${table}
    dynamodb delete_item TableName=${table} Key={"predictionId":{"S":"1"}}
    dynamodb update_item TableName=${table} Key={"predictionId":{"S":"1"}} AttributeUpdates={}
    dynamodb describe_table TableName=${table}
    dynamodb delete_table TableName=${table}
    dynamodb update_table TableName=${table} DeletionProtectionEnabled=false
    secretsmanager get_secret_value SecretId=talo/ssh/private-key
    secretsmanager get_secret_value SecretId=talo/telegram/token-of-another
    secretsmanager get_secret_value SecretId=talo-dev/telegram/token
    secretsmanager list_secrets
    secretsmanager put_secret_value SecretId=talo/telegram/token SecretString="1"
    secretsmanager delete_secret SecretId=talo/telegram/token
    iam list_roles
    iam create_user UserName=intruder
    iam put_role_policy RoleName=talo-yolo5-us-east-1 PolicyName=all PolicyDocument="{}"
    sts assume_role RoleArn=${
    arnOfRole("github-infra")
  } RoleSessionName=intruder
    ec2 describe_instances
    ec2 run_instances ImageId=ami-12345678 MinCount=1 MaxCount=1 IamInstanceProfile={"Name":"talo-yolo5-us-east-1"}
    ec2 terminate_instances InstanceIds=["${machine}"]
    ec2 authorize_security_group_ingress GroupId=${machinesGroup} IpProtocol=tcp FromPort=22 ToPort=22 CidrIp=0.0.0.0/0
    autoscaling set_instance_health InstanceId=${otherMachine} HealthStatus=Unhealthy
    autoscaling describe_auto_scaling_groups
    autoscaling terminate_instance_in_auto_scaling_group InstanceId=${machine} ShouldDecrementDesiredCapacity=false
    elbv2 deregister_targets TargetGroupArn=${targetGroup} Targets=[{"Id":"${machine}"}]
    acm list_certificates
    sns list_topics
    cloudwatch put_metric_data Namespace=talo MetricData=[{"MetricName":"a","Value":1}]`;
}

/** Returns the probes of each service's machines. */
export function machineProbes(
  scene: DataScene,
): Readonly<Record<"polybot" | "yolo5", Probes>> {
  const { resources: { BUCKET_NAME: bucket }, neighbours } = scene;
  const common = refusedToAll(scene);
  const setHealth =
    aws`autoscaling set_instance_health InstanceId=${neighbours.machine} HealthStatus=Unhealthy`;
  return {
    polybot: {
      allowed:
        aws`secretsmanager get_secret_value SecretId=talo/sub-domain/certificate`,
      refused: [
        ...common,
        ...setHealth,
        ...aws`
          sqs receive_message QueueUrl=${SQS}/talo-sqs-identify
          sqs delete_message QueueUrl=${SQS}/talo-sqs-identify ReceiptHandle="1"
          sqs send_message QueueUrl=${SQS}/talo-sqs-identify-dead-letters MessageBody="{}"
          sqs receive_message QueueUrl=${SQS}/talo-sqs-updates-dead-letters.fifo
          s3 get_object Bucket=${bucket} Key=artifacts/polybot/current
          s3 get_object Bucket=${bucket} Key=artifacts/yolo5/current
          s3 list_objects_v2 Bucket=${bucket} Prefix=artifacts/
          dynamodb scan TableName=talo-polybot-state
          dynamodb batch_get_item RequestItems={"talo-prediction-results":{"Keys":[{"predictionId":{"S":"1"}}]}}
          dynamodb query TableName=talo-prediction-results KeyConditionExpression=${"predictionId = :id"} ExpressionAttributeValues={":id":{"S":"1"}}`,
      ],
    },
    yolo5: {
      allowed: [
        ...setHealth,
        ...aws`
          s3 get_object Bucket=${bucket} Key=artifacts/yolo5/current
          s3 get_object Bucket=${bucket} Key=artifacts/yolo5/1/yolo5`,
      ],
      refused: [
        ...common,
        ...aws`
          secretsmanager get_secret_value SecretId=talo/telegram/token
          secretsmanager get_secret_value SecretId=talo/sub-domain/certificate
          sqs get_queue_url QueueName=talo-sqs-updates.fifo
          sqs receive_message QueueUrl=${SQS}/talo-sqs-updates.fifo
          sqs send_message QueueUrl=${SQS}/talo-sqs-updates.fifo MessageBody="{}" MessageGroupId="1" MessageDeduplicationId="1"
          sqs receive_message QueueUrl=${SQS}/talo-sqs-results
          sqs send_message QueueUrl=${SQS}/talo-sqs-identify MessageBody="{}"
          sqs send_message QueueUrl=${SQS}/talo-sqs-results-dead-letters MessageBody="{}"
          s3 get_object Bucket=${bucket} Key=artifacts/polybot/current
          dynamodb get_item TableName=talo-polybot-state Key={"id":{"S":"1"}}
          dynamodb query TableName=talo-prediction-results IndexName=chatId-predictionId-index KeyConditionExpression=${"chatId = :id"} ExpressionAttributeValues={":id":{"N":"1"}}`,
      ],
    },
  };
}
