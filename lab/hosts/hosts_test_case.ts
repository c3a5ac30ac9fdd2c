/**
 * Tests on the lab's hosts.
 *
 * @module
 */
import { hostsMissing } from "./hosts_base.ts";

/** Registers a test; ignored, with the reason in its name, where there are no hosts or one of `reasons` is given. */
export function testOnHosts(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
  reasons: readonly (string | undefined)[] = [],
) {
  const missing = [hostsMissing(), ...reasons].find(Boolean);
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    fn: run,
  });
}
