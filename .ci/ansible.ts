/**
 * Ansible, for the tests of the operations.
 *
 * @module
 */
import {
  ensureAnsible,
  PYTHON_NAMES,
} from "../lab/operations/ansible_installs.ts";

/** Installs Ansible for each Python that it differs for; says so where it cannot. */
export async function ensureAnsibles() {
  for (const name of PYTHON_NAMES) {
    const missing = await ensureAnsible(name);
    if (missing) {
      console.log(
        `Ansible cannot be installed here, the tests with it will be skipped: ${missing}.`,
      );
    }
  }
}
