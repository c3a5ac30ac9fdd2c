import { PYTHON_NAMES } from "../../lab/operations/ansible_installs.ts";
import { ansibleLint } from "./ansible_lint.ts";
import type { Linter } from "./linter.ts";
import { packerFmt } from "./packer.ts";
import { shellcheck, shellcheckOfTemplates } from "./shellcheck.ts";
import { actionlint, zizmor } from "./workflows.ts";
import { yamllint } from "./yamllint.ts";

/** The linters that `deno task test --all` runs. */
export const LINTERS: readonly Linter[] = [
  ...PYTHON_NAMES.map(ansibleLint),
  yamllint,
  actionlint,
  zizmor,
  shellcheck,
  shellcheckOfTemplates,
  packerFmt,
];
