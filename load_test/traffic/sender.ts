/**
 * Sends messages at a steady rate.
 *
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";

export interface SendingOptions {
  /** Messages per second. */
  readonly rate: number;
  /** Total number of messages. */
  readonly count: number;
  /** Sends message number `index`, from 0. */
  readonly send: (index: number) => Promise<void>;
  /** Called when a message cannot be sent. */
  readonly onError: (error: unknown) => void;
  /** Ends the sending early. */
  readonly signal: AbortSignal;
}

/** Milliseconds between two batches of messages. */
const BATCH_INTERVAL = 50;
/** Maximum messages that are being sent at the same time. If sending is slow, the actual rate is lower than the requested one. */
const MAX_IN_FLIGHT = 1000;

/**
 * Sends every message when it is due: number `index` after `index / rate`
 * seconds. Messages that are due together are sent together, so that a queue
 * can batch them.
 *
 * @return number of messages that were sent or failed; less than `count` if it ended early
 */
export async function sendSteadily(
  { rate, count, send, onError, signal }: SendingOptions,
): Promise<number> {
  const started = performance.now();
  const inFlight = new Set<Promise<void>>();
  let begun = 0;
  while (begun < count && !signal.aborted) {
    const seconds = (performance.now() - started) / 1000;
    const due = Math.min(count, 1 + Math.floor(seconds * rate));
    while (begun < due && inFlight.size < MAX_IN_FLIGHT) {
      const sending = send(begun++).catch(onError)
        .finally(() => inFlight.delete(sending));
      inFlight.add(sending);
    }
    if (begun < count) {
      await delay(BATCH_INTERVAL, undefined, { signal }).catch(() => {});
    }
  }
  await Promise.all(inFlight);
  return begun;
}
