import {
  findAnsible,
  type PythonName,
} from "../../lab/operations/ansible_installs.ts";
import { ANSIBLES } from "../tools/ansible.ts";
import type { Linter } from "./linter.ts";

/** Checks the playbooks by `ansible/.ansible-lint`, with one of the Ansibles: each has its own options of modules. */
export const ansibleLint = (python: PythonName): Linter => ({
  name: `ansible-lint on Python ${python}`,
  tools: [ANSIBLES[python]],
  checks: (file) => file.startsWith("ansible/"),
  commands: () => [{
    command: `${findAnsible(python)}/ansible-lint`,
    args: ["--strict", "--nocolor", "-q", "--yamllint-file=../.yamllint"],
    cwd: "ansible",
    env: {
      PATH: `${findAnsible(python)}:${Deno.env.get("PATH")}`,
      // the playbooks' own inventory would ask AWS for hosts
      ANSIBLE_INVENTORY: "localhost,",
    },
  }],
});
