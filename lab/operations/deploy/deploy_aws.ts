/**
 * What provision.yaml makes for a deploy, made in moto the short way.
 *
 * @module
 */
import type { Moto } from "../../aws/moto/moto.ts";
import { type Call, expectAws } from "../aws_calls.ts";

export interface DeployAws {
  /** The ids of polybot's instances. */
  readonly ids: readonly string[];
  /** Of the target group that they are in. */
  readonly targetGroupArn: string;
}

/** Makes instances in polybot's target group, and stores the file of a private key as their secret. */
export async function makeDeployAws(
  { env }: Moto,
  { count, key }: { count: number; key: string },
): Promise<DeployAws> {
  const ask = (...calls: Call[]) => expectAws(env, calls);
  const [{ Images: [image] }, { Vpcs: [vpc] }] = await ask(
    ["ec2", "describe_images"],
    ["ec2", "describe_vpcs"],
    ["secretsmanager", "create_secret", {
      Name: "talo/ssh/private-key",
      SecretString: await Deno.readTextFile(key),
    }],
  );
  const [{ Instances }, { TargetGroups: [group] }] = await ask(
    ["ec2", "run_instances", {
      ImageId: image.ImageId,
      MinCount: count,
      MaxCount: count,
    }],
    ["elbv2", "create_target_group", {
      Name: "talo-polybot",
      Protocol: "HTTP",
      Port: 8443,
      VpcId: vpc.VpcId,
      TargetType: "instance",
    }],
  );
  const ids: string[] = Instances.map(
    ({ InstanceId }: { InstanceId: string }) => InstanceId,
  );
  const targetGroupArn: string = group.TargetGroupArn;
  await ask(["elbv2", "register_targets", {
    TargetGroupArn: targetGroupArn,
    Targets: ids.map((Id) => ({ Id })),
  }]);
  return { ids, targetGroupArn };
}
