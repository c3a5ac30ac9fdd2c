/**
 * Tests that run playbooks on moto.
 *
 * @module
 */
import { testWithMoto } from "../aws/moto/moto_test_case.ts";
import { ansibleMissing } from "./ansible_installs.ts";
import { defaultPython } from "./playbook.ts";

const missing = ansibleMissing(defaultPython());

/** Registers a test; ignored, with the reason in its name, where there is no Ansible or no moto. */
export function testWithAnsible(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
) {
  if (missing) Deno.test.ignore(`${name} (ignored: ${missing})`, () => {});
  else testWithMoto(name, run);
}
