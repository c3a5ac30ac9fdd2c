/**
 * What lies in the same account beside what is probed: another environment's,
 * others', and what provision.yaml makes beyond what the tests provision.
 *
 * @module
 */
import { type Call, expectAws } from "../aws_calls.ts";

export interface Neighbours {
  /** The id of a machine in our group, and in the other environment's. */
  readonly machine: string;
  readonly otherMachine: string;
  readonly targetGroup: string;
  readonly otherTargetGroup: string;
  /** The ids of security groups: the machines', the balancer's, another environment's machines'. */
  readonly machinesGroup: string;
  readonly balancerGroup: string;
  readonly otherMachinesGroup: string;
}

const OTHER_SECRETS = [
  "talo/ssh/private-key",
  "talo/telegram/token-of-another",
  "talo-dev/telegram/token",
  "talo-dev/ssh/private-key",
];

const queue = (QueueName: string): Call => [
  "sqs",
  "create_queue",
  { QueueName },
];
const table = (TableName: string): Call => ["dynamodb", "create_table", {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "predictionId", AttributeType: "S" },
  ],
  KeySchema: [{ AttributeName: "predictionId", KeyType: "HASH" }],
}];
const group = (AutoScalingGroupName: string): Call => [
  "autoscaling",
  "create_auto_scaling_group",
  {
    AutoScalingGroupName,
    LaunchConfigurationName: "worker",
    MinSize: 1,
    MaxSize: 1,
    AvailabilityZones: ["us-east-1a"],
  },
];
const targetGroup = (Name: string, VpcId: string): Call => [
  "elbv2",
  "create_target_group",
  { Name, VpcId, Protocol: "HTTP", Port: 8443 },
];
const securityGroup = (name: string, env: string): Call => [
  "ec2",
  "create_security_group",
  {
    GroupName: name,
    Description: name,
    TagSpecifications: [{
      ResourceType: "security-group",
      Tags: [
        { Key: "Name", Value: name },
        { Key: "PROJECT", Value: "polybot" },
        { Key: "ENV", Value: env },
      ],
    }],
  },
];

/** Makes them all, before IAM is enforced. */
export async function makeNeighbours(
  env: Readonly<Record<string, string>>,
): Promise<Neighbours> {
  await expectAws(env, [
    queue("talo-dev-sqs-identify"),
    queue("billing"),
    table("talo-dev-prediction-results"),
    ["s3", "create_bucket", { Bucket: "talo-dev-s3" }],
    ...OTHER_SECRETS.map((Name): Call => [
      "secretsmanager",
      "create_secret",
      { Name, SecretString: "another's" },
    ]),
    ["autoscaling", "create_launch_configuration", {
      LaunchConfigurationName: "worker",
      ImageId: "ami-12345678",
      InstanceType: "t3.medium",
    }],
    group("talo-yolo5"),
    group("talo-dev-yolo5"),
  ]);
  const [groups, { Vpcs }] = await expectAws(env, [
    ["autoscaling", "describe_auto_scaling_groups"],
    ["ec2", "describe_vpcs"],
  ]);
  const vpc = Vpcs[0].VpcId;
  const [ours, theirs, ...securityGroups] = await expectAws(env, [
    targetGroup("talo-polybot", vpc),
    targetGroup("talo-dev-polybot", vpc),
    securityGroup("talo-public-sg", "prod"),
    securityGroup("talo-alb-sg", "prod"),
    securityGroup("talo-dev-public-sg", "dev"),
  ]);
  const machineOf = (name: string) =>
    groups.AutoScalingGroups.find((each: { AutoScalingGroupName: string }) =>
      each.AutoScalingGroupName === name
    ).Instances[0].InstanceId;
  const [machines, balancer, others] = securityGroups;
  return {
    machine: machineOf("talo-yolo5"),
    otherMachine: machineOf("talo-dev-yolo5"),
    targetGroup: ours.TargetGroups[0].TargetGroupArn,
    otherTargetGroup: theirs.TargetGroups[0].TargetGroupArn,
    machinesGroup: machines.GroupId,
    balancerGroup: balancer.GroupId,
    otherMachinesGroup: others.GroupId,
  };
}
