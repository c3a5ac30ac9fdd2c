import { testUnless } from "../test_unless.ts";
import { hostsMissing } from "./hosts_base.ts";

/**
 * Registers a test on hosts.
 *
 * @param reasons further reasons why it cannot run here, as sentences
 */
export function testOnHosts(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
  reasons: readonly (string | undefined)[] = [],
) {
  // the process of callAws() stays for later tests
  testUnless([hostsMissing(), ...reasons], name, run, {
    sanitizeResources: false,
  });
}
