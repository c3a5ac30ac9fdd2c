import type { Update } from "grammy/types";
import type { Queue } from "../../shared/backend.ts";

/** The kinds of updates that the Bot API is asked for. */
export const ALLOWED_UPDATES = ["message", "callback_query"] as const;

/**
 * Puts an update on the queue, behind the other updates of its chat.
 *
 * @param body the update as it was received, if it is available
 */
export async function enqueueUpdate(
  queue: Queue,
  update: Update,
  body = JSON.stringify(update),
): Promise<void> {
  const chat = update.message?.chat ?? update.callback_query?.message?.chat ??
    update.callback_query?.from;
  await queue.send(body, {
    group: String(chat?.id ?? "none"),
    deduplicationId: String(update.update_id),
  });
}
