import { setTimeout as pause } from "node:timers/promises";
import type { Message, Queue } from "../backend.ts";
import type { Logger } from "../service/logging.ts";

/** Milliseconds between two attempts during an outage: doubles from the shortest to the longest. */
const MIN_PAUSE = 250;
const MAX_PAUSE = 15_000;

/**
 * Returns a function that waits for the next message, also during outages of the
 * backend, and resolves to `undefined` once `signal` aborts. Several slots may call it at the same time:
 * the beginning and the end of an outage are logged once.
 *
 * @param wait seconds that one receive waits for a message
 */
export function createReceiver(
  queue: Queue,
  wait: number,
  signal: AbortSignal,
  log: Logger,
): () => Promise<Message | undefined> {
  let outageSince: number | undefined;

  function reportOutage(error: unknown) {
    if (outageSince !== undefined) return;
    outageSince = performance.now();
    log.error({ error }, "cannot receive messages; retrying until it works");
  }

  function reportRecovery() {
    if (outageSince === undefined) return;
    const seconds = Math.round(performance.now() - outageSince) / 1000;
    outageSince = undefined;
    log.info({ seconds }, "receiving messages again");
  }

  return async () => {
    let pauseFor = MIN_PAUSE;
    while (!signal.aborted) {
      try {
        const message = await queue.receive({ wait, signal });
        reportRecovery();
        pauseFor = MIN_PAUSE;
        if (message) return message;
      } catch (error) {
        if (signal.aborted) break;
        reportOutage(error);
        await pause(pauseFor, undefined, { signal }).catch(() => {});
        pauseFor = Math.min(pauseFor * 2, MAX_PAUSE);
      }
    }
    return undefined;
  };
}
