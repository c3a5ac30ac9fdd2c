import { assert, assertEquals } from "@std/assert";
import { defineTool } from "../tools/tool.ts";
import type { Part } from "./part.ts";
import { runQueues } from "./run_queues.ts";

const passing = (name: string): Part => ({
  name,
  tools: [],
  run: () => Promise.resolve({ passed: 2, failed: [], skipped: [] }),
});

/** Runs queues of one worker each, and returns the count and what was printed, without times. */
async function runAll(...queues: Part[][]) {
  const lines: string[] = [];
  const count = await runQueues(
    queues.map((parts) => ({ parts, workers: 1 })),
    (line) => lines.push(line.replace(/\(\d+ s\)/, "(0 s)")),
  );
  return { count, lines };
}

Deno.test("runQueues() says which part runs and what it came to", async () => {
  const { count, lines } = await runAll([passing("a"), passing("b")]);
  assertEquals(count, { passed: 4, failed: [], skipped: [] });
  assertEquals(lines, [
    "[1/2] a …",
    "[1/2] a: 2 passed, 0 failed (0 s)",
    "[2/2] b …",
    "[2/2] b: 2 passed, 0 failed (0 s)",
  ]);
});

Deno.test("runQueues() runs queues side by side, and workers of one queue too", async () => {
  const { promise: bStarted, resolve: startB } = Promise.withResolvers<void>();
  const a = { ...passing("a"), run: () => bStarted.then(passing("a").run) };
  const b = {
    ...passing("b"),
    run() {
      startB();
      return passing("b").run();
    },
  };
  await runAll([a], [b]);
  await runQueues([{ parts: [a, b], workers: 2 }], () => {});
});

Deno.test("runQueues() counts an error as a failure and goes on", async () => {
  const failing = {
    ...passing("a"),
    run: () => Promise.reject(new Error("no space")),
  };
  const { count } = await runAll([failing, passing("b")]);
  assertEquals(count, {
    passed: 2,
    failed: ["a\nError: no space"],
    skipped: [],
  });
});

Deno.test("runQueues() says why a tool is missing, and runs the part", async () => {
  const tool = defineTool("packer", () => Promise.resolve("there is no Go"));
  const { count, lines } = await runAll([{ ...passing("a"), tools: [tool] }]);
  assertEquals(count.passed, 2);
  assert(lines.includes("  packer cannot be installed: there is no Go"));
});
