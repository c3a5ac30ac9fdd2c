/**
 * A real Chromium for the tests of the page, where there is one.
 *
 * @module
 */
import { type Browser, chromium } from "playwright-core";

/** Starts it without a window and without requests of its own. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
