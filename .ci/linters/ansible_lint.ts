/**
 * ansible-lint, with ansible/.ansible-lint: once for each Ansible, as the
 * modules of each have options of their own.
 *
 * @module
 */
import {
  ansibleMissing,
  findAnsible,
  type PythonName,
} from "../../lab/operations/ansible_installs.ts";
import type { Linter } from "./linter.ts";

export const ansibleLint = (python: PythonName): Linter => ({
  name: `ansible-lint on Python ${python}`,
  ensure: () => Promise.resolve(ansibleMissing(python)),
  looksAt: (file) => file.startsWith("ansible/"),
  commands: () => [{
    command: `${findAnsible(python)}/ansible-lint`,
    args: ["--strict", "--nocolor", "-q", "--yamllint-file=../.yamllint"],
    cwd: "ansible",
    env: {
      PATH: `${findAnsible(python)}:${Deno.env.get("PATH")}`,
      // The inventory would ask AWS for its hosts.
      ANSIBLE_INVENTORY: "localhost,",
    },
  }],
});
