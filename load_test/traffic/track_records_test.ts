import { assertEquals } from "@std/assert";
import type { Backend } from "../../shared/backend.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { createJobTracker } from "./job_tracker.ts";
import { type TrackingOptions, trackRecords } from "./track_records.ts";

/** Writes the record of a message, as a worker does. */
async function writeRecord({ predictions }: Backend, predictionId: string) {
  await predictions.put(predictionId, {
    predictionId,
    chatId: 0,
    originalImgPath: "images/a.png",
    predictedImgPath: `images/${predictionId}.jpg`,
    labels: [],
    time: new Date().toISOString(),
  });
}

/** Sends messages to a real queue, and adds them to a tracker. */
async function openTestTracker(count: number) {
  const temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const tracker = createJobTracker();
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const id = await backend.identify.send("{}");
    ids.push(id);
    tracker.addSent(id, Date.now());
  }
  const found: string[] = [];
  const errors: unknown[] = [];
  return {
    ...temporary,
    tracker,
    ids,
    found,
    errors,
    track: (options: Partial<TrackingOptions> = {}) =>
      trackRecords({
        tracker,
        predictions: backend.predictions,
        queue: backend.identify,
        isSending: () => false,
        timeout: 60,
        settle: 60,
        signal: new AbortController().signal,
        onQuery: () => {},
        onFound: (path) => found.push(path),
        onError: (error) => errors.push(error),
        ...options,
      }),
    /** Deletes all messages on the queue. */
    async emptyQueue() {
      while (true) {
        const message = await backend.identify.receive({ wait: 0 });
        if (!message) break;
        await backend.identify.delete(message);
      }
    },
  };
}

Deno.test("trackRecords() ends as soon as every message has its record", async () => {
  await using test = await openTestTracker(3);
  for (const id of test.ids) await writeRecord(test.backend, id);
  assertEquals(await test.track(), "complete");
  assertEquals(test.tracker.pending, 0);
  assertEquals(test.found, test.ids.map((id) => `images/${id}.jpg`));
});

Deno.test("trackRecords() does not end while messages are being sent", async () => {
  await using test = await openTestTracker(0);
  let queries = 0;
  const end = await test.track({
    isSending: () => queries < 3,
    onQuery: () => queries++,
    timeout: 0.001,
  });
  assertEquals([end, queries], ["complete", 3]);
});

Deno.test("trackRecords() settles when messages left the queue without a record", async () => {
  await using test = await openTestTracker(2);
  await writeRecord(test.backend, test.ids[0] ?? "");
  await test.emptyQueue();
  assertEquals(await test.track({ settle: 0.3 }), "settled");
  assertEquals([test.tracker.done.length, test.tracker.pending], [1, 1]);
});

Deno.test("trackRecords() times out while messages stay on the queue", async () => {
  await using test = await openTestTracker(1);
  const end = await test.track({ settle: 0.001, timeout: 0.5 });
  assertEquals([end, test.tracker.pending], ["timeout", 1]);
});

Deno.test("trackRecords() queries every record once more when it is interrupted", async () => {
  await using test = await openTestTracker(2);
  const controller = new AbortController();
  const onQuery = async () => {
    if (controller.signal.aborted) return;
    await writeRecord(test.backend, test.ids[1] ?? "");
    controller.abort();
  };
  const end = await test.track({ signal: controller.signal, onQuery });
  assertEquals(end, "interrupted");
  assertEquals([test.tracker.done.length, test.tracker.pending], [1, 1]);
});

Deno.test("trackRecords() repeats a failed query", async () => {
  await using test = await openTestTracker(1);
  await writeRecord(test.backend, test.ids[0] ?? "");
  const { predictions } = test.backend;
  let calls = 0;
  const end = await test.track({
    predictions: {
      getMany: (ids) =>
        calls++ === 0
          ? Promise.reject(new Error("no network"))
          : predictions.getMany(ids),
    },
  });
  assertEquals([end, test.errors], ["complete", [new Error("no network")]]);
});
