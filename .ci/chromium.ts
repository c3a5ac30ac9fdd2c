/**
 * The browser for the tests of the chat page.
 *
 * @module
 */

/** Installs Debian's Chromium where there is no browser and it can be; says so where it cannot. */
export async function ensureChromium() {
  if (await findBrowser()) return;
  console.log("── Chromium is missing: installing Debian's for the page tests");
  const sudo = Deno.uid() === 0 ? [] : ["sudo", "-n"];
  const installed = await run(...sudo, "apt-get", "update", "-qq") &&
    await run(
      ...sudo,
      "apt-get",
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      "chromium",
    );
  if (!installed) {
    console.log(
      "Chromium cannot be installed here: the page tests will be skipped. Set CHROMIUM to a browser's path to run them.",
    );
  }
}

async function findBrowser(): Promise<boolean> {
  if (Deno.env.get("CHROMIUM")) return true;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    if (await run("sh", "-c", `command -v ${name} >/dev/null`)) return true;
  }
  return false;
}

/** @return whether the command was there and ended well */
async function run(command: string, ...args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
    }).spawn().status;
    return success;
  } catch {
    return false;
  }
}
