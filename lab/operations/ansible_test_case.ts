import { motoMissing } from "../aws/moto/moto.ts";
import { testUnless } from "../test_unless.ts";
import { ansibleMissing } from "./ansible_installs.ts";
import { defaultPython } from "./playbook.ts";

/** Registers a test that runs playbooks on moto. */
export function testWithAnsible(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
) {
  // the process of callAws() stays for later tests
  testUnless([ansibleMissing(defaultPython()), motoMissing()], name, run, {
    sanitizeResources: false,
  });
}
