import { assertEquals } from "@std/assert";
import { succeeds } from "./succeeds.ts";

Deno.test("succeeds() returns true only for a command that exists and exits with 0", async () => {
  assertEquals(await succeeds("true", {}), true);
  assertEquals(await succeeds("false", {}), false);
  const signal = AbortSignal.timeout(50);
  assertEquals(await succeeds("sleep", { args: ["60"], signal }), false);
  assertEquals(await succeeds("no-such-command", {}), false);
});
