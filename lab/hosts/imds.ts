/**
 * A stand-in for the instance metadata service, that a lab host reaches where
 * EC2's is: at 169.254.169.254. Each host has its own.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Moto } from "../aws/moto/moto.ts";
import { expectAws } from "../operations/aws_calls.ts";
import type { Host } from "./hosts.ts";
import type { Credentials, Identity } from "./imds_server.ts";
import { networkOf } from "./root_shell.ts";

const PROGRAM = fileURLToPath(new URL("imds_server.ts", import.meta.url));

export interface ImdsOptions extends Omit<Identity, "credentials"> {
  /** Who gives the role's credentials. */
  readonly moto: Moto;
}

/**
 * Starts it inside of the host's network, where nothing else can reach it. It
 * ends with this process at the latest.
 *
 * @throws {Error} when moto does not know the role, or it does not start
 */
export async function startImds(
  host: Host,
  { moto, ...identity }: ImdsOptions,
): Promise<AsyncDisposable> {
  const credentials = await assumeRole(moto, identity.role);
  const network = networkOf(host);
  await new Deno.Command("ip", {
    args: ["-n", network, "addr", "replace", "169.254.169.254/32", "dev", "lo"],
  }).output();
  const child = new Deno.Command("ip", {
    args: ["netns", "exec", network, Deno.execPath(), "run", "--no-check"]
      .concat("--quiet", "--allow-net=169.254.169.254", PROGRAM),
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const input = child.stdin.getWriter();
  const known: Identity = { ...identity, credentials };
  await input.write(new TextEncoder().encode(`${JSON.stringify(known)}\n`));
  const output = child.stdout.getReader();
  const { done } = await output.read();
  if (done) throw new Error("Cannot start the metadata service: it ended");
  return {
    async [Symbol.asyncDispose]() {
      await input.close().catch(() => {});
      await output.cancel();
      await child.status;
    },
  };
}

/** Asks STS for a role's credentials, as EC2 does for a machine. They hold for an hour. */
async function assumeRole(
  { env }: Moto,
  role: string,
): Promise<Credentials> {
  const [{ Credentials: given }] = await expectAws(env, [
    ["sts", "assume_role", {
      RoleArn: `arn:aws:iam::123456789012:role/${role}`,
      RoleSessionName: "machine",
    }],
  ]);
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: new Date(given.Expiration).toISOString(),
  };
}
