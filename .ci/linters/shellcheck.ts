/**
 * shellcheck, for the shell scripts of the repository and for those that
 * templates become.
 *
 * @module
 */
import {
  ansibleMissing,
  findAnsible,
} from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import { ensureShellcheck } from "../shellcheck.ts";
import type { Linter } from "./linter.ts";

const shellcheckOf = (scripts: readonly string[]) => ({
  command: "shellcheck",
  args: ["--color=never", "--external-sources", ...scripts],
});

export const shellcheck: Linter = {
  name: "shellcheck",
  ensure: ensureShellcheck,
  looksAt: (file) => file.endsWith(".sh") || file === ".ci/run",
  commands: (files) => [shellcheckOf(files)],
};

export const shellcheckOfTemplates: Linter = {
  name: "shellcheck of templates",
  ensure: async () =>
    ansibleMissing(defaultPython()) ?? await ensureShellcheck(),
  looksAt: (file) => file.endsWith(".sh.j2"),
  commands: (files) => files.flatMap(commandsOfTemplate),
};

/** Fills a template with the playbooks' defaults, as in an account of that number, and looks at what it became. */
function commandsOfTemplate(template: string) {
  const script = `.cache/${template.replaceAll("/", "-").slice(0, -3)}`;
  return [{
    command: `${findAnsible(defaultPython())}/ansible`,
    args: [
      "localhost",
      ...["--extra-vars=@ansible/group_vars/all.yaml"],
      ...["--extra-vars=account_id=123456789012"],
      "--module-name=ansible.builtin.template",
      `--args=src=${template} dest=${script}`,
    ],
    env: { ANSIBLE_NOCOLOR: "1" },
  }, shellcheckOf([script])];
}
