/**
 * The browser for the tests of the chat page.
 *
 * @module
 */
import { findChromium } from "../lab/page/find_chromium.ts";
import { aptInstall } from "./apt_get.ts";

/** Installs Debian's Chromium where there is no browser and it can be; says so where it cannot. */
export async function ensureChromium() {
  if (findChromium()) return;
  console.log("── Chromium is missing: installing Debian's for the page tests");
  if (!await aptInstall("chromium")) {
    console.log(
      "Chromium cannot be installed here: the page tests will be skipped. Set CHROMIUM to a browser's path to run them.",
    );
  }
}
