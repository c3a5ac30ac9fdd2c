/**
 * Registers a test that cannot run everywhere. It is ignored, with the reason
 * in its name, where there is one.
 *
 * @param reasons why it cannot run here, as sentences; `undefined` for what is not in the way
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
