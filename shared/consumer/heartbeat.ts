/**
 * Keeps a message hidden from other consumers while it is in hand.
 *
 * @module
 */
import type { Message, Queue } from "../backend.ts";

export interface Heartbeat {
  /** Ends it; resolves when no beat is under way, so that none comes after what is done next. */
  stop(): Promise<void>;
}

/** Hides the message anew every `seconds`, for the queue's visibility time-out. */
export function startHeartbeat(
  queue: Queue,
  message: Message,
  seconds: number,
  onError: (error: unknown) => void,
): Heartbeat {
  let beat: Promise<void> | undefined;
  const timer = setInterval(() => {
    // A beat that hangs is not followed by more that would hang.
    beat ??= queue.changeVisibility(message, queue.visibilityTimeout)
      .catch(onError)
      .finally(() => beat = undefined);
  }, seconds * 1000);
  return {
    async stop() {
      clearInterval(timer);
      await beat;
    },
  };
}
