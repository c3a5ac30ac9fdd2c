/**
 * Tests on moto. The tests of a file share one instance.
 *
 * @module
 */
import { type Moto, motoMissing, startMoto } from "./moto.ts";

const missing = motoMissing();

let moto: Moto | undefined;

/** Registers a test on the shared moto. Where moto is missing it is ignored, with the reason in its name. */
export function testMoto(name: string, run: (moto: Moto) => Promise<void>) {
  testWithMoto(name, async () => {
    moto ??= await startMoto({ manyTurns: true });
    await run(moto);
  });
}

/** Registers a test that starts moto itself. Where moto is missing it is ignored, with the reason in its name. */
export function testWithMoto(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
) {
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    // the shared moto outlives each test
    sanitizeOps: false,
    sanitizeResources: false,
    fn: run,
  });
}

if (!missing) {
  Deno.test.afterAll(async () => {
    await moto?.[Symbol.asyncDispose]();
  });
}
