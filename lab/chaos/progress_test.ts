import { assertEquals } from "@std/assert";
import { waitWhileItMoves } from "./progress.ts";

Deno.test("waitWhileItMoves() waits for as long as something moves", async () => {
  let looks = 0;
  const done = () => ++looks > 4;
  assertEquals(await waitWhileItMoves(done, () => looks, 300), true);
});

Deno.test("waitWhileItMoves() gives up when nothing moves", async () => {
  assertEquals(await waitWhileItMoves(() => false, () => "still", 300), false);
});
