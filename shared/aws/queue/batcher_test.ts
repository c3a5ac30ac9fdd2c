import { assertEquals, assertRejects } from "@std/assert";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createBatcher } from "./batcher.ts";

/** Creates a batcher of texts whose batches end on request. */
function openTestBatcher(
  options: { maxItems?: number; maxSize?: number; maxBatches?: number } = {},
) {
  const batches: (readonly string[])[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const add = createBatcher<string, string>({
    maxItems: 3,
    maxSize: 10,
    sizeOf: (text) => text.length,
    ...options,
    async run(texts) {
      batches.push(texts);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      return texts.map((text) =>
        text === "bad" ? new RangeError(text) : text.toUpperCase()
      );
    },
  });
  return {
    add,
    batches,
    async endBatch(error?: Error) {
      const gate = gates.shift();
      if (error) gate?.reject(error);
      else gate?.resolve();
      await nextTurn();
    },
  };
}

Deno.test("a batcher sends a single item immediately", () => {
  const { add, batches } = openTestBatcher();
  add("a");
  assertEquals(batches, [["a"]]);
});

Deno.test("a batcher combines the items that arrive meanwhile, in order, up to maxItems", async () => {
  const { add, batches, endBatch } = openTestBatcher();
  const results = ["a", "b", "c", "d", "e"].map(add);
  assertEquals(batches, [["a"]]);
  await endBatch();
  assertEquals(batches, [["a"], ["b", "c", "d"]]);
  await endBatch();
  assertEquals(batches, [["a"], ["b", "c", "d"], ["e"]]);
  await endBatch();
  assertEquals(await Promise.all(results), ["A", "B", "C", "D", "E"]);
  add("f");
  assertEquals(batches.at(-1), ["f"]);
});

Deno.test("a batch that hangs does not delay others while maxBatches allows them", async () => {
  const { add, batches, endBatch } = openTestBatcher({ maxBatches: 2 });
  const results = ["a", "b", "c", "d"].map(add);
  assertEquals(batches, [["a"], ["b"]]);
  await endBatch();
  assertEquals(batches, [["a"], ["b"], ["c", "d"]]);
  await endBatch();
  await endBatch();
  assertEquals(await Promise.all(results), ["A", "B", "C", "D"]);
});

Deno.test("a batcher makes no batch larger than maxSize", async () => {
  const { add, batches, endBatch } = openTestBatcher();
  for (const length of [1, 6, 4, 1, 30, 2]) add("x".repeat(length));
  for (let count = 0; count < 5; count++) await endBatch();
  assertEquals(batches.map((batch) => batch.map((text) => text.length)), [
    [1],
    [6, 4],
    [1],
    [30],
    [2],
  ]);
});

Deno.test("one item of a batch can fail alone", async () => {
  const { add, endBatch } = openTestBatcher();
  const first = add("a");
  const bad = assertRejects(() => add("bad"), RangeError, "bad");
  const good = add("b");
  await endBatch();
  await endBatch();
  await bad;
  assertEquals([await first, await good], ["A", "B"]);
});

Deno.test("a batcher continues after a batch that failed as a whole", async () => {
  const { add, batches, endBatch } = openTestBatcher();
  const failed = assertRejects(() => add("a"), Error, "no network");
  const next = add("b");
  await endBatch(new Error("no network"));
  await failed;
  assertEquals(batches.at(-1), ["b"]);
  await endBatch();
  assertEquals(await next, "B");
});
