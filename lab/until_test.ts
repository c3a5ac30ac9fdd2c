import { assertEquals } from "@std/assert";
import { waitWhileChanging } from "./until.ts";

Deno.test("waitWhileChanging() waits for as long as the state changes", async () => {
  let checks = 0;
  const isDone = () => ++checks > 4;
  assertEquals(await waitWhileChanging(isDone, () => checks, 300), true);
});

Deno.test("waitWhileChanging() stops waiting when nothing changes", async () => {
  assertEquals(await waitWhileChanging(() => false, () => "same", 300), false);
});
