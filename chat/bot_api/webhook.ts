import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../../shared/service/logging.ts";
import type { Chat } from "../open_chat.ts";
import type { WebhookSetting } from "../storage/settings.ts";
import type { UpdateLog } from "../conversation/update_log.ts";
import { openSender } from "./webhook_request.ts";

export interface Webhook {
  /** Stops deliveries to the previous webhook, and starts deliveries to the current one. */
  restart(): void;
  /** Ends the current request and all further deliveries. */
  close(): Promise<void>;
}

/** Creates a webhook. After `restart()`, it sends the updates to the bot in order, and repeats each until it is accepted. */
export function createWebhook(
  { settings, updates, limits }: Pick<Chat, "settings" | "updates" | "limits">,
  log: Logger,
): Webhook {
  let stop = new AbortController();
  let delivering = Promise.resolve();

  const deliverAll = async (webhook: WebhookSetting, signal: AbortSignal) => {
    using sender = openSender(webhook);
    const [first, longest] = limits.webhookRetry;
    let pause = first;
    while (!signal.aborted) {
      const [update] = updates.pending(1);
      if (!update) {
        await nextAnnouncement(updates, signal);
        continue;
      }
      const outcome = await sender.send(update, signal);
      if (outcome.accepted) {
        updates.confirm(update.update_id + 1);
        pause = first;
      } else if (!signal.aborted) {
        settings.set("webhookError", {
          date: Math.floor(Date.now() / 1000),
          message: outcome.fault,
        });
        log.warn(
          { updateId: update.update_id, fault: outcome.fault },
          "Webhook refused an update",
        );
        await delay(outcome.retryAfter ?? pause, undefined, { signal })
          .catch(() => {}); // Stopped while waiting.
        pause = Math.min(pause * 2, longest);
      }
    }
  };

  return {
    restart() {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      const webhook = settings.get("webhook");
      if (!webhook) return;
      delivering = delivering.then(() => deliverAll(webhook, signal)).catch(
        (error) => log.error({ error }, "Webhook delivery failed"),
      );
    },
    async close() {
      stop.abort();
      await delivering;
    },
  };
}

function nextAnnouncement(updates: UpdateLog, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const done = () => {
      stopListening();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const stopListening = updates.listen(done);
    signal.addEventListener("abort", done);
  });
}
