/**
 * yamllint, with .yamllint.
 *
 * @module
 */
import {
  ansibleMissing,
  findAnsible,
  PYTHON_NAMES,
} from "../../ansible/testing/installs.ts";
import type { Linter } from "./linter.ts";

const python = () => PYTHON_NAMES.find((name) => findAnsible(name));

export const yamllint: Linter = {
  name: "yamllint",
  ensure: () => Promise.resolve(python() ? undefined : ansibleMissing("3.12+")),
  looksAt: (file) => /\.ya?ml$|(^|\/)\.(yamllint|ansible-lint)$/.test(file),
  commands: (files) => [{
    command: `${findAnsible(python() ?? "3.12+")}/yamllint`,
    args: ["--strict", "--format=parsable", ...files],
  }],
};
