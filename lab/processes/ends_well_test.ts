import { assertEquals } from "@std/assert";
import { endsWell } from "./ends_well.ts";

Deno.test("endsWell() tells a command that ends well from one that fails, is ended, or is not there", async () => {
  assertEquals(await endsWell("true", {}), true);
  assertEquals(await endsWell("false", {}), false);
  const signal = AbortSignal.timeout(50);
  assertEquals(await endsWell("sleep", { args: ["60"], signal }), false);
  assertEquals(await endsWell("no-such-command", {}), false);
});
