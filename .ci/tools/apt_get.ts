/**
 * Installs Debian packages.
 *
 * @module
 */
import { findCommand, install, run } from "../command.ts";

/** apt-get refuses to run twice at once. */
let previous: Promise<unknown> = Promise.resolve();

/** Installs packages if there is an apt-get that this user may run. @return whether they are installed now */
export function aptInstall(...packages: string[]): Promise<boolean> {
  const installed = previous.then(() => installNow(packages));
  previous = installed.catch(() => {});
  return installed;
}

async function installNow(packages: readonly string[]): Promise<boolean> {
  if (!findCommand("apt-get")) return false;
  const [command, first] = Deno.uid() === 0
    ? ["apt-get", []]
    : ["sudo", ["-n", "apt-get"]];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run({ command, args: [...first, "update", "-qq"], env });
  return await install(`Debian's ${packages.join(", ")}`, {
    command,
    args: [
      ...[...first, "install", "-y", "-qq", "--no-install-recommends"],
      ...packages,
    ],
    env,
  });
}
