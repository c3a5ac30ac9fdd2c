/**
 * What someone changed by hand.
 *
 * @module
 */
import type { Account, Resource } from "./account.ts";
import { type Call, expectAws } from "../aws_calls.ts";

/** Changes what a provisioning has to repair. */
export async function drift(
  env: Readonly<Record<string, string>>,
  account: Account,
) {
  await expectAws(env, changesOf(account));
}

function changesOf(account: Account): Call[] {
  const named = (kind: string, key: string, name: string): Resource =>
    account[kind]?.find((resource) => resource[key] === name);
  const open = (group: string, port: number): Call => [
    "ec2",
    "authorize_security_group_ingress",
    {
      GroupId: named("securityGroups", "GroupName", group).GroupId,
      IpPermissions: [{
        IpProtocol: "tcp",
        FromPort: port,
        ToPort: port,
        IpRanges: [{ CidrIp: "0.0.0.0/0" }],
      }],
    },
  ];
  const machine = account["instances"]?.find(({ InstanceType }) =>
    InstanceType === "t3.micro"
  );
  const [targetGroup] = account["targetGroups"] ?? [];
  const [bucket] = account["buckets"] ?? [];
  return [
    open("talo-public-sg", 22),
    open("talo-alb-sg", 443),
    ["iam", "put_role_policy", {
      RoleName: "talo-yolo5-us-east-1",
      PolicyName: "talo-yolo5-us-east-1",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      }),
    }],
    ["s3", "delete_public_access_block", { Bucket: bucket.Name }],
    ["sqs", "set_queue_attributes", {
      QueueUrl: account["queues"]?.find((url) => url.endsWith("-identify")),
      Attributes: { VisibilityTimeout: "900" },
    }],
    ["dynamodb", "update_continuous_backups", {
      TableName: "talo-prediction-results",
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }],
    ["ec2", "modify_instance_metadata_options", {
      InstanceId: machine.InstanceId,
      // moto forgets what is not given
      ...machine.MetadataOptions,
      State: undefined,
      HttpTokens: "optional",
    }],
    ["elbv2", "deregister_targets", {
      TargetGroupArn: targetGroup.TargetGroupArn,
      Targets: [{ Id: machine.InstanceId }],
    }],
    ["autoscaling", "put_scaling_policy", {
      AutoScalingGroupName: "talo-yolo5",
      PolicyName: "cpu",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingConfiguration: {
        TargetValue: 90,
        PredefinedMetricSpecification: {
          PredefinedMetricType: "ASGAverageCPUUtilization",
        },
      },
    }],
    ["autoscaling", "update_auto_scaling_group", {
      AutoScalingGroupName: "talo-yolo5",
      MaxSize: 40,
    }],
    ["cloudwatch", "delete_alarms", {
      AlarmNames: ["talo-dead-letters-results"],
    }],
    ["cloudwatch", "put_dashboard", {
      DashboardName: "talo-polybot-us-east-1",
      DashboardBody: JSON.stringify({ widgets: [] }),
    }],
  ];
}
