import type { Api } from "grammy";

/** Seconds that a failed delivery counts as recent: within them Telegram tries again, or reports another failure. */
const RECENT = 20;

/**
 * Updates that Telegram has not delivered: `"failed"` if a delivery failed a
 * moment ago, else `"on their way"`. One of the latter may hang, and count as
 * failed only later.
 */
export type PendingUpdates = "none" | "on their way" | "failed";

/** Asks Telegram which updates it has not delivered. */
export async function pendingUpdates(
  api: Pick<Api, "getWebhookInfo">,
): Promise<PendingUpdates> {
  const { pending_update_count, last_error_date = 0 } = await api
    .getWebhookInfo();
  if (pending_update_count === 0) return "none";
  const age = Date.now() / 1000 - last_error_date;
  return age < RECENT ? "failed" : "on their way";
}
