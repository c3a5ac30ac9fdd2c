/**
 * The linters that `deno task test --all` runs.
 *
 * @module
 */
import {
  findAnsible,
  PYTHON_NAMES,
  type PythonName,
} from "../../lab/operations/ansible_installs.ts";
import { defaultPython } from "../../lab/operations/playbook.ts";
import * as actionlintTool from "../tools/actionlint.ts";
import { ansible, ANSIBLES } from "../tools/ansible.ts";
import { shellcheck as shellcheckTool } from "../tools/debian.ts";
import { packer } from "../tools/packer.ts";
import * as zizmorTool from "../tools/zizmor.ts";
import type { Linter } from "./linter.ts";

/** The inventory, which is not a playbook. */
const INVENTORY = "ansible/aws_ec2.yaml";

/**
 * Checks the playbooks according to `ansible/.ansible-lint`. The Ansible that the tests
 * use by default applies every rule; the other one checks syntax and the
 * modules' options, as nothing else depends on its version.
 *
 * Files are named one by one because ansible-lint would otherwise check each
 * role as a separate playbook, which takes three times as long and finds
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

/** Checks every YAML file according to `.yamllint`. */
export const yamllint: Linter = {
  name: "yamllint",
  tools: [ansible],
  checks: (file) => /\.ya?ml$|(^|\/)\.(yamllint|ansible-lint)$/.test(file),
  commands: (files) => [{
    command: `${findAnsible(defaultPython())}/yamllint`,
    args: ["--strict", "--format=parsable", ...files],
  }],
};

/** Finds errors in GitHub's workflows. */
export const actionlint: Linter = {
  name: "actionlint",
  // it passes the scripts in workflows to shellcheck
  tools: [actionlintTool.actionlint, shellcheckTool],
  checks: (file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file),
  commands: (files) => [{
    command: actionlintTool.ACTIONLINT,
    args: ["-no-color", "-shellcheck=shellcheck", "-pyflakes=", ...files],
  }],
};

/** Finds security problems in GitHub's workflows. */
export const zizmor: Linter = {
  name: "zizmor",
  tools: [zizmorTool.zizmor],
  checks: (file) => /^\.github\/.*\.ya?ml$/.test(file),
  commands: (files) => [{
    command: zizmorTool.ZIZMOR,
    args: ["--offline", "--quiet", "--color=never", ...files],
  }],
};

const shellcheckOf = (scripts: readonly string[]) => ({
  command: "shellcheck",
  args: ["--color=never", "--external-sources", ...scripts],
});

/** Checks shell scripts. */
export const shellcheck: Linter = {
  name: "shellcheck",
  tools: [shellcheckTool],
  checks: (file) => file.endsWith(".sh") || file === ".ci/run",
  commands: (files) => [shellcheckOf(files)],
};

/** Fills in templates of shell scripts with the playbooks' defaults and a made-up account, and checks the results. */
export const shellcheckOfTemplates: Linter = {
  name: "shellcheck of templates",
  tools: [ansible, shellcheckTool],
  checks: (file) => file.endsWith(".sh.j2"),
  commands: (files) =>
    files.flatMap((template) => {
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
    }),
};

/** Checks the format of `packer/`. */
export const packerFmt: Linter = {
  name: "packer fmt",
  tools: [packer],
  checks: (file) => /\.pkr(vars)?\.hcl$/.test(file),
  commands: () => [{
    command: "packer",
    args: ["fmt", "-check", "-diff", "-recursive", "packer"],
  }],
};

export const LINTERS: readonly Linter[] = [
  ...PYTHON_NAMES.map(ansibleLint),
  ...[yamllint, actionlint, zizmor],
  ...[shellcheck, shellcheckOfTemplates, packerFmt],
];
