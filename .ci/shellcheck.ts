/**
 * shellcheck, of the system's packages.
 *
 * @module
 */
import { aptInstall } from "./apt_get.ts";
import { findCommand } from "./command.ts";

/**
 * Installs Debian's shellcheck where there is none and it can be.
 *
 * @return why it is missing, in a sentence
 */
export async function ensureShellcheck(): Promise<string | undefined> {
  if (findCommand("shellcheck")) return undefined;
  console.log("── Installing Debian's shellcheck");
  return await aptInstall("shellcheck")
    ? undefined
    : "shellcheck is not installed, and cannot be";
}
