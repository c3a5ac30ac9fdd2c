import { assertEquals } from "@std/assert";
import { defineTool } from "../tools/tool.ts";
import type { Part } from "./part.ts";
import { runParts } from "./run_parts.ts";

const passing = (name: string): Part => ({
  name,
  tools: [],
  run: () => Promise.resolve({ passed: 2, failed: [], skipped: [] }),
});

/** Runs parts. @return the count, and the printed lines without times */
async function run(...parts: Part[]) {
  const lines: string[] = [];
  const count = await runParts(
    parts,
    (line) => lines.push(line.replace(/\(\d+ s\)/, "(0 s)")),
  );
  return { count, lines };
}

Deno.test("runParts() prints the name of each part and its counts", async () => {
  const { count, lines } = await run(passing("a"));
  assertEquals(count, { passed: 2, failed: [], skipped: [] });
  assertEquals(lines, ["[1/1] a …", "[1/1] a: 2 passed, 0 failed (0 s)"]);
});

Deno.test("runParts() runs two parts at a time, in their order", async () => {
  const started: string[] = [];
  const { promise: end, resolve: endAll } = Promise.withResolvers<void>();
  const part = (name: string) => ({
    ...passing(name),
    async run() {
      started.push(name);
      await end;
      return passing(name).run();
    },
  });
  const running = run(part("a"), part("b"), part("c"));
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(started, ["a", "b"]);
  endAll();
  assertEquals((await running).count.passed, 6);
  assertEquals(started, ["a", "b", "c"]);
});

Deno.test("runParts() counts an error as a failure and goes on", async () => {
  const failing = {
    ...passing("a"),
    run: () => Promise.reject(new Error("no space")),
  };
  const { count } = await run(failing, passing("b"));
  assertEquals(count, {
    passed: 2,
    failed: ["a\nError: no space"],
    skipped: [],
  });
});

Deno.test("runParts() prints once why a tool is missing, and runs its parts anyway", async () => {
  const tool = defineTool("packer", () => Promise.resolve("there is no Go"));
  const part = { ...passing("a"), tools: [tool] };
  const { count, lines } = await run(part, { ...part });
  assertEquals(count.passed, 4);
  const reasons = lines.filter((line) => !line.startsWith("["));
  assertEquals(reasons, ["  packer cannot be installed: there is no Go"]);
});
