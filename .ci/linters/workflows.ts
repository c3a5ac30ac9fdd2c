/**
 * Linters for GitHub's workflows: actionlint finds what does not work, zizmor
 * what is not safe.
 *
 * @module
 */
import {
  ACTIONLINT,
  actionlint as actionlintTool,
} from "../tools/actionlint.ts";
import { shellcheck } from "../tools/debian.ts";
import { ZIZMOR, zizmor as zizmorTool } from "../tools/zizmor.ts";
import type { Linter } from "./linter.ts";

export const actionlint: Linter = {
  name: "actionlint",
  // it passes the scripts in workflows to shellcheck
  tools: [actionlintTool, shellcheck],
  checks: (file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file),
  commands: (files) => [{
    command: ACTIONLINT,
    args: ["-no-color", "-shellcheck=shellcheck", "-pyflakes=", ...files],
  }],
};

export const zizmor: Linter = {
  name: "zizmor",
  tools: [zizmorTool],
  checks: (file) => /^\.github\/.*\.ya?ml$/.test(file),
  commands: (files) => [{
    command: ZIZMOR,
    args: ["--offline", "--quiet", "--color=never", ...files],
  }],
};
