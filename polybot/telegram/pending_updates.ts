/**
 * Updates that Telegram keeps: not sent yet, or not with success.
 *
 * @module
 */
import type { Api } from "grammy";

/** Seconds; Telegram tries again that soon, or says anew that it could not. */
const RECENTLY = 20;

/**
 * Whether Telegram has updates to send: `"failed"` where it could not send one
 * a moment ago, `"on their way"` where it says nothing of that. One of those
 * may still hang, and be said to have failed only later.
 */
export async function keptUpdates(
  api: Pick<Api, "getWebhookInfo">,
): Promise<"none" | "on their way" | "failed"> {
  const { pending_update_count, last_error_date = 0 } = await api
    .getWebhookInfo();
  if (pending_update_count === 0) return "none";
  const ago = Date.now() / 1000 - last_error_date;
  return ago < RECENTLY ? "failed" : "on their way";
}
