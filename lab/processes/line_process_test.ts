import { assertEquals, assertRejects } from "@std/assert";
import { startLineProcess } from "./line_process.ts";

Deno.test("startLineProcess() answers concurrent lines in order", async () => {
  await using cat = startLineProcess("cat", {});
  assertEquals(await Promise.all([cat.sendLine("a"), cat.sendLine("b")]), [
    "a",
    "b",
  ]);
});

Deno.test("startLineProcess() fails a line that the process ends without answering", async () => {
  await using process = startLineProcess("head", { args: ["--lines=1"] });
  assertEquals(await process.sendLine("a"), "a");
  await assertRejects(() => process.sendLine("b"), Error);
});
