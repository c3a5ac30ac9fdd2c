import { findAnsible } from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import { ansible } from "../tools/ansible.ts";
import type { Linter } from "./linter.ts";

/** Checks every YAML file by `.yamllint`. */
export const yamllint: Linter = {
  name: "yamllint",
  tools: [ansible],
  checks: (file) => /\.ya?ml$|(^|\/)\.(yamllint|ansible-lint)$/.test(file),
  commands: (files) => [{
    command: `${findAnsible(defaultPython())}/yamllint`,
    args: ["--strict", "--format=parsable", ...files],
  }],
};
