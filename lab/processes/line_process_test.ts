import { assertEquals, assertRejects } from "@std/assert";
import { startLineProcess } from "./line_process.ts";

Deno.test("startLineProcess() answers concurrent lines in order", async () => {
  await using cat = startLineProcess("cat", {});
  assertEquals(await Promise.all([cat.ask("a"), cat.ask("b")]), ["a", "b"]);
});

Deno.test("startLineProcess() fails a line that the process ends without answering", async () => {
  await using process = startLineProcess("head", { args: ["--lines=1"] });
  assertEquals(await process.ask("a"), "a");
  await assertRejects(() => process.ask("b"), Error);
});
