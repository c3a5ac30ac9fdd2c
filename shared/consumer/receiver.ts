/**
 * Receives messages through every outage of what is below.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Message, Queue } from "../backend.ts";
import type { Logger } from "../service/logging.ts";

/** The pause after a receive that failed doubles from the first to the last, in milliseconds. */
const FIRST_PAUSE = 250;
const LAST_PAUSE = 15_000;

/**
 * Gives the function that waits for the next message; `undefined` once
 * `signal` aborts. Any number of slots may call it at once: an outage is
 * logged once for all of them, and so is its end.
 */
export function createReceiver(
  queue: Queue,
  /** Seconds that one receive waits. */
  wait: number,
  signal: AbortSignal,
  log: Logger,
): () => Promise<Message | undefined> {
  let outageSince: number | undefined;

  function noteFailure(error: unknown) {
    if (outageSince !== undefined) return;
    outageSince = performance.now();
    log.error({ error }, "cannot receive; trying again until it works");
  }

  function noteSuccess() {
    if (outageSince === undefined) return;
    const seconds = Math.round(performance.now() - outageSince) / 1000;
    outageSince = undefined;
    log.info({ seconds }, "receiving again");
  }

  return async () => {
    let pauseFor = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const message = await queue.receive({ wait, signal });
        noteSuccess();
        pauseFor = FIRST_PAUSE;
        if (message) return message;
      } catch (error) {
        if (signal.aborted) break;
        noteFailure(error);
        await pause(pauseFor, undefined, { signal }).catch(() => {});
        pauseFor = Math.min(pauseFor * 2, LAST_PAUSE);
      }
    }
    return undefined;
  };
}
