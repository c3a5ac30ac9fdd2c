import { assertEquals } from "@std/assert";
import { runChecks } from "./self_check.ts";

const works = { description: "adds", run: () => Promise.resolve("2") };
const plain = { description: "waits", run: () => Promise.resolve() };
const breaks = {
  description: "divides",
  run: () => Promise.reject(new Error("by zero")),
};

Deno.test("runChecks() says a line on each check, and how many there were", async () => {
  const lines: string[] = [];
  const well = await runChecks([works, plain], (line) => lines.push(line));
  assertEquals(well, true);
  assertEquals(lines, ["ok      adds: 2", "ok      waits", "2 checks passed"]);
});

Deno.test("runChecks() goes on behind a check that failed, and tells", async () => {
  const lines: string[] = [];
  const well = await runChecks([breaks, works], (line) => lines.push(line));
  assertEquals(well, false);
  assertEquals(lines, [
    "failed  divides: by zero",
    "ok      adds: 2",
    "1 of 2 checks failed",
  ]);
});
