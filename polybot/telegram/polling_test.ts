import { assertEquals } from "@std/assert";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import { silentLogger } from "../../shared/service/logging.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { until } from "../../lab/until.ts";
import { startPolling } from "./polling.ts";

const update = (update_id: number, chat: number) =>
  ({
    update_id,
    message: { message_id: update_id, date: 0, chat: { id: chat }, text: "" },
  }) as unknown as Update;

/** Creates a Bot API that returns each batch once; a batch that is an error is thrown. */
function scriptedApi(batches: (Update[] | Error)[]) {
  const offsets: number[] = [];
  const api = {
    deleteWebhook: () => Promise.resolve(true),
    async getUpdates(
      { offset, timeout }: { offset: number; timeout: number },
      signal: AbortSignal,
    ) {
      offsets.push(offset);
      const batch = batches.shift();
      if (batch instanceof Error) throw batch;
      if (batch || timeout === 0) return batch ?? [];
      await new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
    },
  };
  return { api: api as unknown as Api, offsets };
}

Deno.test("updates are queued in the order of their chat, and then confirmed", async () => {
  await using temporary = await openTemporaryBackend();
  const { updates: queue } = temporary.backend;
  const { api, offsets } = scriptedApi([
    [update(7, 1), update(8, 1), update(9, 2)],
    new Error("the network is down"),
    [update(9, 2), update(10, 2)],
  ]);
  const polling = startPolling({ api, queue, log: silentLogger });
  await until(() => offsets.length === 4);
  await polling.stop();
  assertEquals(offsets, [0, 10, 10, 11, 11]);

  const heads = [
    await queue.receive({ wait: 0 }),
    await queue.receive({ wait: 0 }),
  ];
  const ids = heads.map((message) => JSON.parse(message?.body ?? "").update_id);
  assertEquals(ids, [7, 9], "one of each chat at a time");
  assertEquals((await queue.depth()).visible + 2, 4, "and 9 only once");
});
