/**
 * Installs Debian packages.
 *
 * @module
 */
import { findCommand, install, run } from "../command.ts";

/** The previous installation, which the next one waits for: only one apt-get may run at a time. */
let previous: Promise<unknown> = Promise.resolve();

/** Installs packages with apt-get, if this user may run it. @return whether they are installed now */
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
