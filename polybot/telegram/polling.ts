/**
 * Long polling: updates go from the Bot API onto the updates queue.
 *
 * @module
 */
import type { Api } from "grammy";
import type { Queue } from "../../shared/backend.ts";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import type { Logger } from "../../shared/service/logging.ts";
import { apiSignal } from "./client.ts";
import { ALLOWED_UPDATES, enqueueUpdate } from "./updates.ts";

/** Seconds that the Bot API holds a poll open. */
const POLL_TIMEOUT = 30;
/** Milliseconds that the last call may take, which only spares work. */
const CONFIRM_TIMEOUT = 5_000;
/** Seconds between two tries while the Bot API does not answer; doubling. */
const PAUSE = { first: 1, longest: 30 };

/**
 * Polls until stopped. An update is confirmed to the Bot API only after the
 * queue has it, so that none is lost; one that comes again is deduplicated.
 */
export function startPolling(
  { api, queue, log }: { api: Api; queue: Queue; log: Logger },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const signal = apiSignal(stopping.signal);
  let offset = 0;

  async function poll(timeout: number) {
    const updates = await api.getUpdates(
      { offset, timeout, allowed_updates: ALLOWED_UPDATES },
      signal,
    );
    for (const update of updates) {
      await enqueueUpdate(queue, update);
      offset = update.update_id + 1;
    }
  }

  async function run() {
    let pause = 0;
    let webhookDeleted = false;
    while (!stopping.signal.aborted) {
      try {
        // a webhook that was set once would keep all updates
        if (!webhookDeleted) await api.deleteWebhook({}, signal);
        webhookDeleted = true;
        await poll(POLL_TIMEOUT);
        if (pause) log.info("the Bot API answers again");
        pause = 0;
      } catch (error) {
        if (stopping.signal.aborted) break;
        if (!pause) log.warn({ error }, "polling failed, going on trying");
        pause = error instanceof RetryLaterError
          ? error.seconds
          : Math.min(pause * 2 || PAUSE.first, PAUSE.longest);
        await sleep(pause * 1000, stopping.signal);
      }
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      if (!offset) return;
      // confirms what was enqueued, so that it need not come again
      const patience = apiSignal(AbortSignal.timeout(CONFIRM_TIMEOUT));
      await api.getUpdates({ offset, limit: 1, timeout: 0 }, patience)
        .catch((error) => log.debug({ error }, "updates not confirmed"));
    },
  };
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
