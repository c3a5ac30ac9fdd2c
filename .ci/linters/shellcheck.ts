/**
 * Linters for shell scripts and for templates of shell scripts.
 *
 * @module
 */
import { findAnsible } from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import { ansible } from "../tools/ansible.ts";
import { shellcheck as shellcheckTool } from "../tools/debian.ts";
import type { Linter } from "./linter.ts";

const shellcheckOf = (scripts: readonly string[]) => ({
  command: "shellcheck",
  args: ["--color=never", "--external-sources", ...scripts],
});

export const shellcheck: Linter = {
  name: "shellcheck",
  tools: [shellcheckTool],
  checks: (file) => file.endsWith(".sh") || file === ".ci/run",
  commands: (files) => [shellcheckOf(files)],
};

export const shellcheckOfTemplates: Linter = {
  name: "shellcheck of templates",
  tools: [ansible, shellcheckTool],
  checks: (file) => file.endsWith(".sh.j2"),
  commands: (files) => files.flatMap(commandsOfTemplate),
};

/** Fills in a template with the playbooks' defaults and a made-up account, and checks the result. */
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
