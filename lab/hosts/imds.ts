/**
 * A stand-in for EC2's instance metadata service, at the address where EC2 has
 * it: 169.254.169.254. Each host has its own.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { startLineProcess } from "../processes/line_process.ts";
import type { Host } from "./hosts.ts";
import type { Identity } from "./imds_server.ts";
import { namespaceOf } from "./root_shell.ts";

const PROGRAM = fileURLToPath(new URL("imds_server.ts", import.meta.url));

/** Starts the service in the host's network, where nothing else can reach it. */
export async function startImds(
  host: Host,
  identity: Identity,
): Promise<AsyncDisposable> {
  const namespace = namespaceOf(host);
  await new Deno.Command("ip", {
    args: ["-n", namespace, "addr", "replace", "169.254.169.254/32"]
      .concat("dev", "lo"),
  }).output();
  const server = startLineProcess("ip", {
    args: ["netns", "exec", namespace, Deno.execPath(), "run", "--no-check"]
      .concat("--quiet", "--allow-net=169.254.169.254", PROGRAM),
  });
  await server.sendLine(JSON.stringify(identity));
  return server;
}
