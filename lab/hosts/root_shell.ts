/**
 * Commands in a host from outside, without logging in to it.
 *
 * @module
 */
import { runCommand } from "../processes/run_command.ts";
import type { Host } from "./hosts.ts";

/** Returns the name of a host's network namespace, as `hosts.sh` makes it. */
export const namespaceOf = ({ name, address }: Host): string =>
  `pblab${address.split(".")[2]}-${name}`;

/**
 * Runs a command line as root in a host and returns its output.
 *
 * @throws {Error} with the output, when the exit code is not 0
 */
export async function runAsRoot(host: Host, command: string): Promise<string> {
  const pid = await firstProcessOf(host);
  const enter = ["--target", pid, "--all", "--", "/bin/bash", "-c", command];
  return await run("nsenter", enter);
}

/** Returns this machine's id of the process that is PID 1 in the host. */
async function firstProcessOf(host: Host): Promise<string> {
  const pids = await run("ip", ["netns", "pids", namespaceOf(host)]);
  for (const pid of pids.split("\n").filter(Boolean)) {
    const status = await Deno.readTextFile(`/proc/${pid}/status`)
      .catch(() => "");
    if (/^NSpid:.*\t1$/m.test(status)) return pid;
  }
  throw new Error(`Cannot enter ${host.name}: it does not run`);
}

async function run(command: string, args: string[]): Promise<string> {
  const { code, stdout, output } = await runCommand(command, { args });
  if (code === 0) return stdout;
  throw new Error(`Cannot run '${args.join(" ")}': ${output}`);
}
