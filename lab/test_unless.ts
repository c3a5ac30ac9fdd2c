/**
 * Registers a test that cannot run everywhere. If there is a reason, the test is
 * ignored and its name contains the first reason.
 *
 * @param reasons why it cannot run here, as sentences; each `undefined` if it does not apply
 */
export function testUnless(
  reasons: readonly (string | undefined)[],
  name: string,
  fn: (context: Deno.TestContext) => void | Promise<void>,
  options: Pick<Deno.TestDefinition, "sanitizeOps" | "sanitizeResources"> = {},
) {
  const reason = reasons.find(Boolean);
  Deno.test({
    ...options,
    name: reason ? `${name} (ignored: ${reason})` : name,
    ignore: reason !== undefined,
    fn,
  });
}
