/**
 * What can be done to a lab host without logging in to it, as AWS can to a
 * machine.
 *
 * @module
 */
import type { Host } from "./hosts.ts";

/** The name of a host's network namespace, as `hosts.sh` makes it. */
export const networkOf = ({ name, address }: Host): string =>
  `pblab${address.split(".")[2]}-${name}`;

/**
 * Runs a command line as root inside of a host.
 *
 * @return what it printed
 * @throws {Error} with what it printed, when it ends with another code than 0
 */
export async function runInside(host: Host, command: string): Promise<string> {
  const init = await initOf(host);
  const enter = ["--target", init, "--all", "--", "/bin/bash", "-c", command];
  return await run("nsenter", enter);
}

/** The process on this machine that is the host's first. */
async function initOf(host: Host): Promise<string> {
  const pids = (await run("ip", ["netns", "pids", networkOf(host)])).split(
    "\n",
  );
  for (const pid of pids.filter(Boolean)) {
    const status = await Deno.readTextFile(`/proc/${pid}/status`)
      .catch(() => "");
    if (/^NSpid:.*\t1$/m.test(status)) return pid;
  }
  throw new Error(`Cannot look into ${host.name}: it does not run`);
}

async function run(command: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args,
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  const said = text.decode(stdout);
  if (success) return said;
  throw new Error(
    `Cannot do '${args.join(" ")}': ${said}${text.decode(stderr)}`,
  );
}
