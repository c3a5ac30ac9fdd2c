/**
 * Sends updates to the address that the bot set, in order, until each is accepted.
 *
 * @module
 */
import type { Update } from "grammy/types";
import type { Logger } from "../../../shared/logging.ts";
import type { Limits } from "../limits.ts";
import type { Settings, WebhookSetting } from "../storage/settings.ts";
import type { UpdateLog } from "../update_log.ts";

export interface Webhook {
  /** Begins anew with the webhook that is set now. */
  restart(): void;
  /** Ends the request that is under way and the waiting. */
  close(): Promise<void>;
}

/** Milliseconds that the receiver has for an answer. */
const ANSWER_TIMEOUT = 60_000;

/** A webhook that rests until it is started anew. What a receiver answers is not read. */
export function createWebhook(
  { settings, updates, limits, log }: {
    readonly settings: Settings;
    readonly updates: UpdateLog;
    readonly limits: Limits;
    readonly log: Logger;
  },
): Webhook {
  let stop = new AbortController();
  let delivering = Promise.resolve();

  const deliverAll = async (webhook: WebhookSetting, signal: AbortSignal) => {
    const send = createSender(webhook);
    const [first, longest] = limits.webhookRetry;
    let pause = first;
    while (!signal.aborted) {
      const [update] = updates.pending(1);
      if (!update) {
        await nextAnnouncement(updates, signal);
        continue;
      }
      const outcome = await send(update, signal);
      if (signal.aborted) return;
      if (outcome.accepted) {
        updates.confirm(update.update_id + 1);
        pause = first;
      } else {
        settings.set("webhookError", {
          date: Math.floor(Date.now() / 1000),
          message: outcome.fault,
        });
        log.warn(
          { updateId: update.update_id, fault: outcome.fault },
          "webhook refused",
        );
        await delay(outcome.retryAfter ?? pause, signal);
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
        (error) => log.error({ error }, "webhook delivery failed"),
      );
    },
    async close() {
      stop.abort();
      await delivering;
    },
  };
}

type Outcome =
  | { readonly accepted: true }
  | {
    readonly accepted: false;
    readonly fault: string;
    /** Milliseconds. */
    readonly retryAfter?: number;
  };

function createSender(webhook: WebhookSetting) {
  const { certificate } = webhook;
  const client = certificate
    ? Deno.createHttpClient({ caCerts: [certificate] })
    : undefined;
  return async (update: Update, signal: AbortSignal): Promise<Outcome> => {
    try {
      const response = await fetch(webhook.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(webhook.secretToken
            ? { "x-telegram-bot-api-secret-token": webhook.secretToken }
            : {}),
        },
        body: JSON.stringify(update),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT)]),
        ...(client ? { client } : {}),
      });
      await response.body?.cancel();
      if (response.ok) return { accepted: true };
      const retryAfter = Number(response.headers.get("retry-after"));
      return {
        accepted: false,
        fault:
          `Wrong response from the webhook: ${response.status} ${response.statusText}`
            .trim(),
        ...(retryAfter > 0 ? { retryAfter: retryAfter * 1000 } : {}),
      };
    } catch (error) {
      return { accepted: false, fault: faultOf(error) };
    }
  };
}

/** The words that Telegram has for it. */
function faultOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return "Read timeout expired";
  }
  const text = error instanceof Error ? error.message : String(error);
  return /refused/i.test(text) ? "Connection refused" : "Connection failed";
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

function delay(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
