import { aptInstall } from "./apt_get.ts";
import { findCommand } from "./command.ts";
import { defineTool } from "./tool.ts";

/** Checks shell scripts. */
export const shellcheck = defineTool(
  "shellcheck",
  async () =>
    findCommand("shellcheck") || await aptInstall("shellcheck")
      ? undefined
      : "shellcheck is not installed, and apt-get cannot install it",
);
