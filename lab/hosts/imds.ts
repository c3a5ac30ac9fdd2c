/**
 * A stand-in for EC2's instance metadata service, at the address where EC2 has
 * it: 169.254.169.254. Each host has its own.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Moto } from "../aws/moto/moto.ts";
import { aws, callAws } from "../operations/aws_calls.ts";
import { startLineProcess } from "../processes/line_process.ts";
import type { Host } from "./hosts.ts";
import type { Credentials, Identity } from "./imds_server.ts";
import { namespaceOf } from "./root_shell.ts";

const PROGRAM = fileURLToPath(new URL("imds_server.ts", import.meta.url));

export interface ImdsOptions extends Omit<Identity, "credentials"> {
  /** Issues the role's credentials. */
  readonly moto: Moto;
}

/**
 * Starts the service in the host's network, where nothing else can reach it.
 *
 * @throws {Error} when moto does not have the role, or the service does not start
 */
export async function startImds(
  host: Host,
  { moto, ...machine }: ImdsOptions,
): Promise<AsyncDisposable> {
  const credentials = await assumeRole(moto, machine.role);
  const namespace = namespaceOf(host);
  await new Deno.Command("ip", {
    args: ["-n", namespace, "addr", "replace", "169.254.169.254/32"]
      .concat("dev", "lo"),
  }).output();
  const server = startLineProcess("ip", {
    args: ["netns", "exec", namespace, Deno.execPath(), "run", "--no-check"]
      .concat("--quiet", "--allow-net=169.254.169.254", PROGRAM),
  });
  const identity: Identity = { ...machine, credentials };
  await server.ask(JSON.stringify(identity));
  return server;
}

/** Gets a role's credentials from STS, as EC2 does for a machine. They last an hour. */
async function assumeRole({ env }: Moto, role: string): Promise<Credentials> {
  const arn = `arn:aws:iam::123456789012:role/${role}`;
  const [{ Credentials: issued }] = await callAws(
    env,
    aws`sts assume_role RoleArn=${arn} RoleSessionName=machine`,
  );
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    sessionToken: issued.SessionToken,
    expiration: new Date(issued.Expiration).toISOString(),
  };
}
