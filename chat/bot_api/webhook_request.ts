import type { Update } from "grammy/types";
import { WEBHOOK_ANSWER_TIMEOUT } from "../limits.ts";
import type { WebhookSetting } from "../storage/settings.ts";

export interface Refusal {
  /** In Telegram's words, for getWebhookInfo. */
  readonly fault: string;
  /** Milliseconds that the receiver asks to wait. */
  readonly retryAfter?: number | undefined;
}

export interface Sender extends Disposable {
  /** @return `undefined` if the update was accepted */
  send(update: Update, signal: AbortSignal): Promise<Refusal | undefined>;
}

/** Prepares the HTTP requests to a webhook. Only the status of its answers is read. */
export function openSender(
  { url, secretToken, certificate }: WebhookSetting,
): Sender {
  const client = certificate
    ? Deno.createHttpClient({ caCerts: [certificate] })
    : undefined;
  const headers = new Headers({ "content-type": "application/json" });
  if (secretToken) headers.set("x-telegram-bot-api-secret-token", secretToken);
  return {
    async send(update, signal) {
      try {
        const response = await fetch(url, {
          method: "POST",
          headers,
          body: JSON.stringify(update),
          redirect: "manual",
          signal: AbortSignal.any([
            signal,
            AbortSignal.timeout(WEBHOOK_ANSWER_TIMEOUT),
          ]),
          ...(client ? { client } : {}),
        });
        await response.body?.cancel();
        return response.ok ? undefined : refusalOf(response);
      } catch (error) {
        return { fault: faultOf(error) };
      }
    },
    [Symbol.dispose]: () => client?.close(),
  };
}

function refusalOf({ status, statusText, headers }: Response): Refusal {
  const seconds = Number(headers.get("retry-after"));
  return {
    fault: `Wrong response from the webhook: ${status} ${statusText}`.trim(),
    retryAfter: seconds > 0 ? seconds * 1000 : undefined,
  };
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "Connection failed";
  if (error.name === "TimeoutError") return "Read timeout expired";
  return /refused/i.test(`${error.message} ${error.cause}`)
    ? "Connection refused"
    : "Connection failed";
}
