/**
 * Programs that are Debian packages.
 *
 * @module
 */
import { findChromium } from "../../lab/page/find_chromium.ts";
import { aptInstall } from "./apt_get.ts";
import { findCommand } from "../command.ts";
import { defineTool } from "./tool.ts";

/** The browser that the chat page is tested in. */
export const chromium = defineTool(
  "Chromium",
  async () =>
    findChromium() || await aptInstall("chromium")
      ? undefined
      : "there is no Chromium, and apt-get cannot install it: set CHROMIUM to a browser's path",
);

/** Checks shell scripts. */
export const shellcheck = defineTool(
  "shellcheck",
  async () =>
    findCommand("shellcheck") || await aptInstall("shellcheck")
      ? undefined
      : "shellcheck is not installed, and apt-get cannot install it",
);
