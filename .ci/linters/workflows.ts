/**
 * The linters of GitHub's workflows: actionlint for what does not work, zizmor
 * for what is not safe.
 *
 * @module
 */
import { ACTIONLINT, ensureActionlint } from "../actionlint.ts";
import { ensureShellcheck } from "../shellcheck.ts";
import { ensureZizmor, ZIZMOR } from "../zizmor.ts";
import type { Linter } from "./linter.ts";

export const actionlint: Linter = {
  name: "actionlint",
  // shellcheck looks at the scripts in the workflows
  ensure: async () => await ensureActionlint() ?? await ensureShellcheck(),
  looksAt: (file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file),
  commands: (files) => [{
    command: ACTIONLINT,
    args: ["-no-color", "-shellcheck=shellcheck", "-pyflakes=", ...files],
  }],
};

export const zizmor: Linter = {
  name: "zizmor",
  ensure: ensureZizmor,
  looksAt: (file) => /^\.github\/.*\.ya?ml$/.test(file),
  commands: (files) => [{
    command: ZIZMOR,
    args: ["--offline", "--quiet", "--color=never", ...files],
  }],
};
