import type { Update } from "grammy/types";
import { BotApiError } from "./bot_api_error.ts";
import type { UpdateLog } from "../conversation/update_log.ts";

export interface Poll {
  /** Confirms all updates with smaller ids; -n deletes all but the last n updates. */
  readonly offset?: number | undefined;
  readonly limit: number;
  /** Milliseconds to wait for an update. */
  readonly timeout: number;
}

export interface Polling {
  /**
   * Returns the oldest unconfirmed updates, as soon as there are any.
   *
   * @throws {BotApiError} 409 when a later call or a webhook replaces this one
   */
  poll(poll: Poll): Promise<Update[]>;
  /** Ends the waiting call: with error 409 if there is a `conflict`, otherwise without updates. */
  end(conflict?: string): void;
}

/** Lets one `getUpdates` call at a time wait for updates. */
export function createPolling(updates: UpdateLog): Polling {
  let waiting: ((conflict?: string) => void) | undefined;
  return {
    async poll({ offset = 0, limit, timeout }) {
      waiting?.(
        "terminated by other getUpdates request; make sure that only one bot instance is running",
      );
      if (offset > 0) updates.confirm(offset);
      if (offset < 0) updates.keepLast(-offset);
      const pending = updates.pending(limit);
      if (pending.length > 0 || timeout === 0) return pending;
      const { promise: ended, resolve: end } = Promise.withResolvers<
        string | undefined
      >();
      const wake = () => end(undefined);
      const timer = setTimeout(wake, timeout);
      const stopListening = updates.listen(wake);
      waiting = end;
      try {
        const conflict = await ended;
        if (conflict !== undefined) throw new BotApiError(409, conflict);
        return updates.pending(limit);
      } finally {
        clearTimeout(timer);
        stopListening();
        if (waiting === end) waiting = undefined;
      }
    },
    end: (conflict) => waiting?.(conflict),
  };
}
