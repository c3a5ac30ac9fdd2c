/**
 * shellcheck, for the shell scripts of the repository.
 *
 * @module
 */
import { ensureShellcheck } from "../shellcheck.ts";
import type { Linter } from "./linter.ts";

export const shellcheck: Linter = {
  name: "shellcheck",
  ensure: ensureShellcheck,
  looksAt: (file) => file.endsWith(".sh") || file === ".ci/run",
  commands: (files) => [{
    command: "shellcheck",
    args: ["--color=never", "--external-sources", ...files],
  }],
};
