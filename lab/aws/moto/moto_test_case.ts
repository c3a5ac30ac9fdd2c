/**
 * Tests on moto. The tests of a file share one instance.
 *
 * @module
 */
import { testUnless } from "../../test_unless.ts";
import { type Moto, motoMissing, startMoto } from "./moto.ts";

const missing = motoMissing();

let moto: Moto | undefined;

/** Registers a test on the moto that all tests of a file share. */
export function testOnSharedMoto(
  name: string,
  run: (moto: Moto) => Promise<void>,
) {
  testWithMoto(name, async () => {
    moto ??= await startMoto({ manyTurns: true });
    await run(moto);
  });
}

/** Registers a test that is ignored without moto, and starts its own. */
export function testWithMoto(
  name: string,
  run: (context: Deno.TestContext) => Promise<void>,
) {
  // the shared moto outlives each test
  testUnless([missing], name, run, {
    sanitizeOps: false,
    sanitizeResources: false,
  });
}

if (!missing) {
  Deno.test.afterAll(async () => {
    await moto?.[Symbol.asyncDispose]();
  });
}
