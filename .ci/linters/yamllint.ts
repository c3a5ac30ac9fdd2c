/**
 * yamllint, with .yamllint.
 *
 * @module
 */
import { ansibleMissing, findAnsible } from "../../ansible/testing/installs.ts";
import { defaultPython } from "../../ansible/testing/playbook.ts";
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
