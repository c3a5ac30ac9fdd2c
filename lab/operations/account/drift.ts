import jmespath from "jmespath";
import { aws, type AwsEnv, callAws } from "../aws_calls.ts";
import { ALLOW_ALL } from "../iam/enforce_iam.ts";
import { type Account, readAccount } from "./account.ts";

/** Changes resources that the next provisioning must repair. @return the account after the changes */
export async function drift(
  env: AwsEnv,
  account: Account,
): Promise<Account> {
  const find = (query: string) => jmespath.search(account, query);
  const groupId = (name: string) =>
    find(`securityGroups[?GroupName=='${name}'].GroupId | [0]`);
  const open = (port: number) => [{
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: "0.0.0.0/0" }],
  }];
  const machine = find("instances[?InstanceType=='t3.micro'] | [0]");
  const queue = find("queues[?ends_with(@, '-identify')] | [0]");
  const bucket = find("buckets[0].Name");
  const targets = find("targetGroups[0].TargetGroupArn");
  await callAws(env, [
    // moto forgets the options that are not given
    ["ec2", "modify_instance_metadata_options", {
      InstanceId: machine.InstanceId,
      ...machine.MetadataOptions,
      State: undefined,
      HttpTokens: "optional",
    }],
    ...aws`
      ec2 authorize_security_group_ingress GroupId=${
      groupId("talo-public-sg")
    } IpPermissions=${open(22)}
      ec2 authorize_security_group_ingress GroupId=${
      groupId("talo-alb-sg")
    } IpPermissions=${open(443)}
      iam put_role_policy RoleName=talo-yolo5-us-east-1 PolicyName=talo-yolo5-us-east-1 PolicyDocument=${ALLOW_ALL}
      s3 delete_public_access_block Bucket=${bucket}
      sqs set_queue_attributes QueueUrl=${queue} Attributes={"VisibilityTimeout":"900"}
      dynamodb update_continuous_backups TableName=talo-prediction-results PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled":false}
      elbv2 deregister_targets TargetGroupArn=${targets} Targets=${[{
      Id: machine.InstanceId,
    }]}
      autoscaling put_scaling_policy AutoScalingGroupName=talo-yolo5 PolicyName=cpu PolicyType=TargetTrackingScaling TargetTrackingConfiguration={"TargetValue":90,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}
      autoscaling update_auto_scaling_group AutoScalingGroupName=talo-yolo5 MaxSize=40
      cloudwatch delete_alarms AlarmNames=["talo-dead-letters-results"]
      cloudwatch put_dashboard DashboardName=talo-polybot-us-east-1 DashboardBody="{\"widgets\":[]}"`,
  ]);
  return await readAccount(env);
}
