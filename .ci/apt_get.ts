/**
 * Debian's packages.
 *
 * @module
 */
import { endsWell } from "../lab/processes/ends_well.ts";

/** Installs packages where apt-get is there and may. @return whether they are there now */
export async function aptInstall(...packages: string[]): Promise<boolean> {
  return await aptGet("update", "-qq") && await aptGet(
    "install",
    "-y",
    "-qq",
    "--no-install-recommends",
    ...packages,
  );
}

function aptGet(...args: string[]): Promise<boolean> {
  const [command, first] = Deno.uid() === 0
    ? ["apt-get", []]
    : ["sudo", ["-n", "apt-get"]];
  return endsWell(command, {
    args: [...first, ...args],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdin: "inherit",
    stdout: "null",
  });
}
