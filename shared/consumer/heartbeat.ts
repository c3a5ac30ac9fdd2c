import type { Message, Queue } from "../backend.ts";

export interface Heartbeat {
  /** Stops the heartbeat. Resolves when no call is under way that could overtake the next call for the message. */
  stop(): Promise<void>;
}

/** Keeps a message in flight invisible: renews its visibility timeout every `seconds`. */
export function startHeartbeat(
  queue: Queue,
  message: Message,
  seconds: number,
  onError: (error: unknown) => void,
): Heartbeat {
  let beat: Promise<void> | undefined;
  const timer = setInterval(() => {
    // While one heartbeat hangs, no others are sent, as they would hang too.
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
