/**
 * What provision.yaml makes for a deploy, made in moto the short way.
 *
 * @module
 */
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { Moto } from "../../shared/aws_local/moto.ts";
import { openClients } from "../../shared/aws/clients.ts";
import { silentLogger } from "../../shared/logging.ts";
import { elements, query } from "./query_api.ts";

/** @return the ids of new instances */
export async function runInstances(
  endpoint: string,
  count: number,
): Promise<string[]> {
  const images = await query(endpoint, "ec2", "DescribeImages");
  const answer = await query(endpoint, "ec2", "RunInstances", {
    ImageId: elements(images, "imageId")[0] ?? "",
    MinCount: String(count),
    MaxCount: String(count),
  });
  return elements(answer, "instanceId");
}

/** Makes polybot's target group with these instances in it. @return its ARN */
export async function createTargetGroup(
  endpoint: string,
  ids: readonly string[],
): Promise<string> {
  const vpcs = await query(endpoint, "ec2", "DescribeVpcs");
  const elb = (action: string, parameters: Record<string, string>) =>
    query(endpoint, "elasticloadbalancing", action, parameters);
  const answer = await elb("CreateTargetGroup", {
    Name: "talo-polybot",
    Protocol: "HTTP",
    Port: "8443",
    VpcId: elements(vpcs, "vpcId")[0] ?? "",
    TargetType: "instance",
  });
  const [TargetGroupArn = ""] = elements(answer, "TargetGroupArn");
  const targets = ids.map((
    id,
    index,
  ) => [`Targets.member.${index + 1}.Id`, id]);
  await elb("RegisterTargets", {
    TargetGroupArn,
    ...Object.fromEntries(targets),
  });
  return TargetGroupArn;
}

/** Stores a file as a secret. */
export async function createSecret({ env }: Moto, Name: string, file: string) {
  const { secretsManager, destroy } = openClients({
    region: "us-east-1",
    endpoint: env["AWS_ENDPOINT_URL"],
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    log: silentLogger,
  });
  const SecretString = await Deno.readTextFile(file);
  await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
  destroy();
}
