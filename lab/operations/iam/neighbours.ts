/**
 * Resources in the same account that the roles must not reach, or reach by
 * name alone: another environment's, others', and what `provision.yaml` makes
 * beyond the playbook of the tests.
 *
 * @module
 */
import { aws, type AwsEnv, callAws } from "../aws_calls.ts";

export interface Neighbours {
  /** The id of a machine in our group. */
  readonly machine: string;
  /** The id of a machine in the other environment's group. */
  readonly otherMachine: string;
  /** ARNs of target groups. */
  readonly targetGroup: string;
  readonly otherTargetGroup: string;
  /** Ids of security groups. */
  readonly machinesGroup: string;
  readonly balancerGroup: string;
  readonly otherMachinesGroup: string;
}

/** Tags of a security group at its creation. */
const tagged = (name: string, env: string) => [{
  ResourceType: "security-group",
  Tags: Object.entries({ Name: name, PROJECT: "polybot", ENV: env })
    .map(([Key, Value]) => ({ Key, Value })),
}];

/** Creates the other projects' resources. Call it before IAM is enforced. */
export async function makeNeighbours(env: AwsEnv): Promise<Neighbours> {
  const id = [{ AttributeName: "predictionId", AttributeType: "S" }];
  const key = [{ AttributeName: "predictionId", KeyType: "HASH" }];
  const zones = ["us-east-1a"];
  const machinesTags = tagged("talo-public-sg", "prod");
  const balancerTags = tagged("talo-alb-sg", "prod");
  const otherTags = tagged("talo-dev-public-sg", "dev");
  const [machines, balancer, otherMachines, { Vpcs: [vpc] }] = await callAws(
    env,
    aws`
      ec2 create_security_group GroupName=talo-public-sg Description=ours TagSpecifications=${machinesTags}
      ec2 create_security_group GroupName=talo-alb-sg Description=ours TagSpecifications=${balancerTags}
      ec2 create_security_group GroupName=talo-dev-public-sg Description=theirs TagSpecifications=${otherTags}
      ec2 describe_vpcs
      sqs create_queue QueueName=talo-dev-sqs-identify
      sqs create_queue QueueName=billing
      dynamodb create_table TableName=talo-dev-prediction-results BillingMode=PAY_PER_REQUEST AttributeDefinitions=${id} KeySchema=${key}
      s3 create_bucket Bucket=talo-dev-s3
      secretsmanager create_secret Name=talo/ssh/private-key SecretString=ours
      secretsmanager create_secret Name=talo/telegram/token-of-another SecretString=theirs
      secretsmanager create_secret Name=talo-dev/telegram/token SecretString=theirs
      secretsmanager create_secret Name=talo-dev/ssh/private-key SecretString=theirs
      autoscaling create_launch_configuration LaunchConfigurationName=worker ImageId=ami-12345678 InstanceType=t3.medium
      autoscaling create_auto_scaling_group AutoScalingGroupName=talo-yolo5 LaunchConfigurationName=worker MinSize=1 MaxSize=1 AvailabilityZones=${zones}
      autoscaling create_auto_scaling_group AutoScalingGroupName=talo-dev-yolo5 LaunchConfigurationName=worker MinSize=1 MaxSize=1 AvailabilityZones=${zones}`,
  );
  const [ours, others, group, otherGroup] = await callAws(
    env,
    aws`
      elbv2 create_target_group Name=talo-polybot VpcId=${vpc.VpcId} Protocol=HTTP Port=8443
      elbv2 create_target_group Name=talo-dev-polybot VpcId=${vpc.VpcId} Protocol=HTTP Port=8443
      autoscaling describe_auto_scaling_groups AutoScalingGroupNames=["talo-yolo5"]
      autoscaling describe_auto_scaling_groups AutoScalingGroupNames=["talo-dev-yolo5"]`,
  );
  return {
    machine: group.AutoScalingGroups[0].Instances[0].InstanceId,
    otherMachine: otherGroup.AutoScalingGroups[0].Instances[0].InstanceId,
    targetGroup: ours.TargetGroups[0].TargetGroupArn,
    otherTargetGroup: others.TargetGroups[0].TargetGroupArn,
    machinesGroup: machines.GroupId,
    balancerGroup: balancer.GroupId,
    otherMachinesGroup: otherMachines.GroupId,
  };
}
