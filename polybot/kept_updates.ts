/**
 * Updates that Telegram keeps, as it could not send them.
 *
 * @module
 */
import type { Api } from "grammy";

/** Seconds; Telegram tries again that soon, or says anew that it could not. */
const RECENTLY = 20;

/** Whether Telegram could not send an update a moment ago, and has some to send. */
export async function keepsUpdates(
  api: Pick<Api, "getWebhookInfo">,
): Promise<boolean> {
  const { pending_update_count, last_error_date = 0 } = await api
    .getWebhookInfo();
  const ago = Date.now() / 1000 - last_error_date;
  return pending_update_count > 0 && ago < RECENTLY;
}
