import { assert, assertEquals } from "@std/assert";
import { runTask } from "../lab/processes/task.ts";
import { ACTIONS } from "./actions/mod.ts";
import { CHECKS } from "./self_check.ts";

Deno.test("polybot's self-check tries every action except those that detect", () => {
  const tried = CHECKS.map(({ description }) => description).join("\n");
  for (const { name, kind } of ACTIONS) {
    assertEquals(tried.includes(`“${name}`), kind !== "detect", name);
  }
});

Deno.test("polybot's self-check has a known result for every action that edits or combines", () => {
  for (const { name, kind, knownResult } of ACTIONS) {
    assertEquals(knownResult !== undefined, kind !== "detect", name);
  }
});

Deno.test("polybot --self-check needs no settings, prints a line for each check, and exits with 0", async () => {
  const { code, stdout, stderr } = await runTask("polybot", {}, "--self-check");
  assertEquals([code, stderr], [0, ""], stdout);
  const lines = stdout.trimEnd().split("\n");
  assertEquals(lines.pop(), `${CHECKS.length} checks passed`);
  assertEquals(lines.length, CHECKS.length);
  assert(lines.every((line) => line.startsWith("ok ")), stdout);
});
