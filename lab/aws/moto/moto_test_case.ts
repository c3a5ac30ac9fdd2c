/**
 * Tests on moto: those of a file share one.
 *
 * @module
 */
import { type Moto, motoMissing, startMoto } from "./moto.ts";

const missing = motoMissing();

let moto: Moto | undefined;

/** Registers a test; ignored, with the reason in its name, where there is no moto. */
export function testMoto(name: string, run: (moto: Moto) => Promise<void>) {
  testWithMoto(name, async () => {
    moto ??= await startMoto({ manyTurns: true });
    await run(moto);
  });
}

/** Registers a test that starts moto itself; ignored as well where there is none. */
export function testWithMoto(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
) {
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    // The server is shared by the tests of a file.
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
