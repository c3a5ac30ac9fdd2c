import type { Api } from "grammy";
import { setTimeout as pause } from "node:timers/promises";
import type { Queue } from "../../shared/backend.ts";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import type { Logger } from "../../shared/service/logging.ts";
import { apiSignal } from "./client.ts";
import { ALLOWED_UPDATES, enqueueUpdate } from "./updates.ts";

/** Seconds that the Bot API holds a poll open. */
const POLL_TIMEOUT = 30;
/** Milliseconds that the last call, which only confirms updates, may take. */
const CONFIRM_TIMEOUT = 5_000;
/** Seconds until the next poll after a failure; they double with each failure. */
const BACKOFF = { min: 1, max: 30 };

/**
 * Polls the Bot API for updates until stopped, and puts them on the queue. An
 * update is confirmed only after the queue has it, so none is lost; one that is
 * received again is deduplicated.
 */
export function startPolling(
  { api, queue, log }: { api: Api; queue: Queue; log: Logger },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const signal = apiSignal(stopping.signal);
  let offset = 0;

  async function poll() {
    const updates = await api.getUpdates(
      { offset, timeout: POLL_TIMEOUT, allowed_updates: ALLOWED_UPDATES },
      signal,
    );
    for (const update of updates) {
      await enqueueUpdate(queue, update);
      offset = update.update_id + 1;
    }
  }

  async function run() {
    let seconds = 0;
    let webhookDeleted = false;
    while (!stopping.signal.aborted) {
      try {
        // a webhook that was set before would keep receiving all updates
        if (!webhookDeleted) await api.deleteWebhook({}, signal);
        webhookDeleted = true;
        await poll();
        if (seconds) log.info("the Bot API answers again");
        seconds = 0;
      } catch (error) {
        if (stopping.signal.aborted) break;
        if (!seconds) log.warn({ error }, "polling failed; trying again");
        seconds = error instanceof RetryLaterError
          ? error.seconds
          : Math.min(seconds * 2 || BACKOFF.min, BACKOFF.max);
        await pause(seconds * 1000, undefined, { signal: stopping.signal })
          .catch(() => {}); // stopped
      }
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      if (!offset) return;
      // confirms what was queued, so that it is not sent again
      const timeout = apiSignal(AbortSignal.timeout(CONFIRM_TIMEOUT));
      await api.getUpdates({ offset, limit: 1, timeout: 0 }, timeout)
        .catch((error) => log.debug({ error }, "updates not confirmed"));
    },
  };
}
