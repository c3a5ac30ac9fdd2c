import type { Update } from "grammy/types";
import { WEBHOOK_ANSWER_TIMEOUT } from "../limits.ts";
import type { WebhookSetting } from "../storage/settings.ts";

export type Outcome =
  | { readonly accepted: true }
  | {
    readonly accepted: false;
    /** Description of the fault in Telegram's words, for getWebhookInfo. */
    readonly fault: string;
    /** Milliseconds to wait, as the receiver requests. */
    readonly retryAfter?: number;
  };

export interface Sender extends Disposable {
  send(update: Update, signal: AbortSignal): Promise<Outcome>;
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
        return response.ok ? { accepted: true } : refusalOf(response);
      } catch (error) {
        return { accepted: false, fault: faultOf(error) };
      }
    },
    [Symbol.dispose]: () => client?.close(),
  };
}

function refusalOf({ status, statusText, headers }: Response): Outcome {
  const retryAfter = Number(headers.get("retry-after"));
  const fault = `Wrong response from the webhook: ${status} ${statusText}`;
  return {
    accepted: false,
    fault: fault.trim(),
    ...(retryAfter > 0 ? { retryAfter: retryAfter * 1000 } : {}),
  };
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "Connection failed";
  if (error.name === "TimeoutError") return "Read timeout expired";
  return /refused/i.test(`${error.message} ${error.cause}`)
    ? "Connection refused"
    : "Connection failed";
}
