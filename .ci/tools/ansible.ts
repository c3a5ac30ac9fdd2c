/**
 * Installs Ansible and its linters.
 *
 * @module
 */
import {
  ensureAnsible,
  PYTHON_NAMES,
  type PythonName,
} from "../../lab/operations/ansible_installs.ts";
import { defineTool, type Tool } from "./tool.ts";

/** Ansible, once per Python that gets a different version of it. */
export const ANSIBLES = Object.fromEntries(PYTHON_NAMES.map((name) => [
  name,
  defineTool(`Ansible for Python ${name}`, () => ensureAnsible(name)),
])) as Record<PythonName, Tool>;

/** All of {@linkcode ANSIBLES}; it is missing if none can be installed. */
export const ansible = defineTool("Ansible", async () => {
  const missing: (string | undefined)[] = [];
  for (const tool of Object.values(ANSIBLES)) missing.push(await tool.ensure());
  return missing.includes(undefined) ? undefined : missing[0];
});
