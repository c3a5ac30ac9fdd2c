import {
  findAnsible,
  type PythonName,
} from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import { ANSIBLES } from "../tools/ansible.ts";
import type { Linter } from "./linter.ts";

/** The inventory, which is no playbook. */
const INVENTORY = "ansible/aws_ec2.yaml";

/**
 * Checks the playbooks by `ansible/.ansible-lint`. The Ansible that the tests
 * use by default applies every rule; the other one checks syntax and the
 * modules' options, as nothing else depends on its version.
 *
 * Files are named one by one because ansible-lint would otherwise check each
 * role as a playbook of its own, which takes three times as long and finds
 * nothing more.
 */
export const ansibleLint = (python: PythonName): Linter => ({
  name: `ansible-lint on Python ${python}`,
  tools: [ANSIBLES[python]],
  checks: (file) =>
    /^(ansible|lab\/operations\/playbooks)\/.*\.yaml$/.test(file) &&
    file !== INVENTORY,
  commands: (files) => [{
    command: `${findAnsible(python)}/ansible-lint`,
    args: [
      ...["--strict", "--nocolor", "-q", "--yamllint-file=../.yamllint"],
      ...(python === defaultPython() ? [] : ["--tags=args[module]"]),
      ...files.map((file) => `../${file}`),
    ],
    cwd: "ansible",
    env: {
      PATH: `${findAnsible(python)}:${Deno.env.get("PATH")}`,
      // the playbooks' own inventory would ask AWS for hosts
      ANSIBLE_INVENTORY: "localhost,",
    },
  }],
});
