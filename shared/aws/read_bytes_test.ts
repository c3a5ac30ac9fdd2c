import { assertEquals, assertRejects } from "@std/assert";
import { readBytes } from "./read_bytes.ts";

/** Returns a stream of parts of these sizes; `onCancel` is called when it is cancelled. */
function streamOf(sizes: readonly number[], onCancel = () => {}) {
  const left = [...sizes];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = left.shift();
      if (size === undefined) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(size));
    },
    cancel: onCancel,
  });
}

Deno.test("readBytes() joins the parts of a stream", async () => {
  assertEquals(
    await readBytes(streamOf([1, 3]), 4, 4),
    Uint8Array.of(1, 3, 3, 3),
  );
  assertEquals(
    await readBytes(streamOf([]), undefined, 4),
    new Uint8Array(),
  );
});

Deno.test("readBytes() rejects a stream that is too large, and cancels it", async () => {
  let cancelled = 0;
  for (const length of [5, 3, undefined]) {
    await assertRejects(
      () => readBytes(streamOf([3, 2, 9], () => cancelled++), length, 4),
      RangeError,
      "it has more than 4 bytes: 5 or more",
    );
  }
  assertEquals(cancelled, 3);
});

Deno.test("readBytes() rejects a stream that ends too early", async () => {
  await assertRejects(
    () => readBytes(streamOf([1, 2]), 4, 4),
    Error,
    "it ended after 3 of 4 bytes",
  );
});
