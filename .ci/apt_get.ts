/**
 * Debian's packages.
 *
 * @module
 */

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

/** @return whether the command was there and ended well */
async function aptGet(...args: string[]): Promise<boolean> {
  const [command, first] = Deno.uid() === 0
    ? ["apt-get", []]
    : ["sudo", ["-n", "apt-get"]];
  try {
    const { success } = await new Deno.Command(command, {
      args: [...first, ...args],
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
    }).spawn().status;
    return success;
  } catch {
    return false;
  }
}
