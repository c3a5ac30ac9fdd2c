/**
 * Long polling: one getUpdates at a time waits for updates.
 *
 * @module
 */
import type { Update } from "grammy/types";
import { BotApiError } from "./bot_api_error.ts";
import type { UpdateLog } from "./update_log.ts";

export interface Poll {
  /** Confirms every update below it; negative: only so many of the last updates are kept. */
  readonly offset?: number | undefined;
  readonly limit: number;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface Polling {
  /**
   * The oldest unconfirmed updates, as soon as there are any.
   *
   * @throws {BotApiError} 409 when a later call takes its place
   */
  poll(poll: Poll): Promise<Update[]>;
  /** Ends the waiting call, which then gives no updates. */
  close(): void;
}

type Ending = "woken" | "replaced";

export function createPolling(updates: UpdateLog): Polling {
  let waiting: ((ending: Ending) => void) | undefined;
  return {
    async poll({ offset = 0, limit, timeout }) {
      waiting?.("replaced");
      if (offset > 0) updates.confirm(offset);
      if (offset < 0) updates.keepLast(-offset);
      const pending = updates.pending(limit);
      if (pending.length > 0 || timeout === 0) return pending;
      const { promise: ended, resolve: end } = Promise.withResolvers<Ending>();
      const wake = () => end("woken");
      const timer = setTimeout(wake, timeout);
      const stopListening = updates.listen(wake);
      waiting = end;
      try {
        if (await ended === "replaced") {
          throw new BotApiError(
            409,
            "terminated by other getUpdates request; make sure that only one bot instance is running",
          );
        }
        return updates.pending(limit);
      } finally {
        clearTimeout(timer);
        stopListening();
        if (waiting === end) waiting = undefined;
      }
    },
    close: () => waiting?.("woken"),
  };
}
