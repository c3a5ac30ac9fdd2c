/**
 * The browser for the tests of the chat page.
 *
 * @module
 */
import { findChromium } from "../polybot/chat_page/page_testing/find_chromium.ts";

/** Installs Debian's Chromium where there is no browser and it can be; says so where it cannot. */
export async function ensureChromium() {
  if (findChromium()) return;
  console.log("── Chromium is missing: installing Debian's for the page tests");
  const installed = await aptGet("update", "-qq") &&
    await aptGet(
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
