import { assertEquals } from "@std/assert";
import { runChecks } from "./self_check.ts";

const works = { description: "adds", run: () => Promise.resolve("2") };
const plain = { description: "waits", run: () => Promise.resolve() };
const breaks = {
  description: "divides",
  run: () => Promise.reject(new Error("by zero")),
};

Deno.test("runChecks() prints a line about each check, and their number", async () => {
  const lines: string[] = [];
  const passed = await runChecks([works, plain], (line) => lines.push(line));
  assertEquals(passed, true);
  assertEquals(lines, ["ok      adds: 2", "ok      waits", "2 checks passed"]);
});

Deno.test("runChecks() continues after a failed check, and returns false", async () => {
  const lines: string[] = [];
  const passed = await runChecks([breaks, works], (line) => lines.push(line));
  assertEquals(passed, false);
  assertEquals(lines, [
    "failed  divides: by zero",
    "ok      adds: 2",
    "1 of 2 checks failed",
  ]);
});
