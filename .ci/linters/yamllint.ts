/**
 * yamllint, with .yamllint.
 *
 * @module
 */
import {
  ansibleMissing,
  findAnsible,
} from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import type { Linter } from "./linter.ts";

export const yamllint: Linter = {
  name: "yamllint",
  ensure: () => Promise.resolve(ansibleMissing(defaultPython())),
  looksAt: (file) => /\.ya?ml$|(^|\/)\.(yamllint|ansible-lint)$/.test(file),
  commands: (files) => [{
    command: `${findAnsible(defaultPython())}/yamllint`,
    args: ["--strict", "--format=parsable", ...files],
  }],
};
