import { aws, type AwsEnv, callAws } from "../aws_calls.ts";

export interface DeployAws {
  /** The ids of polybot's instances. */
  readonly ids: readonly string[];
  /** The ARN of their target group. */
  readonly targetGroupArn: string;
}

/** Creates the part of `provision.yaml` that a deploy needs, in moto: instances in a target group, and a secret with the private key. */
export async function createDeployAws(
  env: AwsEnv,
  { count, keyFile }: { count: number; keyFile: string },
): Promise<DeployAws> {
  const key = await Deno.readTextFile(keyFile);
  const [{ Images: [image] }, { Vpcs: [vpc] }] = await callAws(
    env,
    aws`
      ec2 describe_images
      ec2 describe_vpcs
      secretsmanager create_secret Name=talo/ssh/private-key SecretString=${key}`,
  );
  const [{ Instances }, { TargetGroups: [group] }] = await callAws(
    env,
    aws`
      ec2 run_instances ImageId=${image.ImageId} MinCount=${count} MaxCount=${count}
      elbv2 create_target_group Name=talo-polybot Protocol=HTTP Port=8443 VpcId=${vpc.VpcId} TargetType=instance`,
  );
  const ids: string[] = Instances.map(
    ({ InstanceId }: { InstanceId: string }) => InstanceId,
  );
  const targets = ids.map((Id) => ({ Id }));
  await callAws(
    env,
    aws`elbv2 register_targets TargetGroupArn=${group.TargetGroupArn} Targets=${targets}`,
  );
  return { ids, targetGroupArn: group.TargetGroupArn };
}
