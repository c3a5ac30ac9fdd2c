import { assertEquals } from "@std/assert";
import type { Backend } from "../../shared/backend.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { type FollowOptions, followRecords } from "./track_records.ts";
import { openLedger } from "./job_tracker.ts";

/** Stores the record of a message, as a worker does. */
async function record({ predictions }: Backend, predictionId: string) {
  await predictions.put(predictionId, {
    predictionId,
    chatId: 0,
    originalImgPath: "images/a.png",
    predictedImgPath: `images/${predictionId}.jpg`,
    labels: [],
    time: new Date().toISOString(),
  });
}

/** Messages on a real queue, in a ledger, and a follower that is quick to end. */
async function openScene(count: number) {
  const temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const ledger = openLedger();
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const id = await backend.identify.send("{}");
    ids.push(id);
    ledger.sent(id, Date.now());
  }
  const found: string[] = [];
  const errors: unknown[] = [];
  return {
    ...temporary,
    ledger,
    ids,
    found,
    errors,
    follow: (options: Partial<FollowOptions> = {}) =>
      followRecords({
        ledger,
        predictions: backend.predictions,
        queue: backend.identify,
        isSending: () => false,
        timeout: 60,
        settle: 60,
        signal: new AbortController().signal,
        onLook: () => {},
        onFound: (path) => found.push(path),
        onError: (error) => errors.push(error),
        ...options,
      }),
    /** Takes everything off the queue. */
    async empty() {
      while (true) {
        const message = await backend.identify.receive({ wait: 0 });
        if (!message) break;
        await backend.identify.delete(message);
      }
    },
  };
}

Deno.test("it ends as soon as every message has its record", async () => {
  await using scene = await openScene(3);
  for (const id of scene.ids) await record(scene.backend, id);
  assertEquals(await scene.follow(), "complete");
  assertEquals(scene.ledger.pending, 0);
  assertEquals(scene.found, scene.ids.map((id) => `images/${id}.jpg`));
});

Deno.test("it does not end while there is more to be sent", async () => {
  await using scene = await openScene(0);
  let looks = 0;
  const end = await scene.follow({
    isSending: () => looks < 3,
    onLook: () => looks++,
    timeout: 0.001,
  });
  assertEquals([end, looks], ["complete", 3]);
});

Deno.test("what left the queue without a record has failed", async () => {
  await using scene = await openScene(2);
  await record(scene.backend, scene.ids[0] ?? "");
  await scene.empty();
  assertEquals(await scene.follow({ settle: 0.3 }), "settled");
  assertEquals([scene.ledger.done.length, scene.ledger.pending], [1, 1]);
});

Deno.test("what is on the queue has not failed: it ends when no record comes any more", async () => {
  await using scene = await openScene(1);
  const end = await scene.follow({ settle: 0.001, timeout: 0.5 });
  assertEquals([end, scene.ledger.pending], ["timeout", 1]);
});

Deno.test("told to end, it looks once more for every record", async () => {
  await using scene = await openScene(2);
  const stopping = new AbortController();
  const onLook = async () => {
    if (stopping.signal.aborted) return;
    await record(scene.backend, scene.ids[1] ?? "");
    stopping.abort();
  };
  const end = await scene.follow({ signal: stopping.signal, onLook });
  assertEquals(end, "interrupted");
  assertEquals([scene.ledger.done.length, scene.ledger.pending], [1, 1]);
});

Deno.test("records that cannot be read for a while are read later", async () => {
  await using scene = await openScene(1);
  await record(scene.backend, scene.ids[0] ?? "");
  const { predictions } = scene.backend;
  let calls = 0;
  const end = await scene.follow({
    predictions: {
      getMany: (ids) =>
        calls++ === 0
          ? Promise.reject(new Error("no network"))
          : predictions.getMany(ids),
    },
  });
  assertEquals([end, scene.errors], ["complete", [new Error("no network")]]);
});
