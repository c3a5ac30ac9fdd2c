/**
 * Sends messages at a steady rate.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";

export interface SendingOptions {
  /** Messages a second. */
  readonly rate: number;
  /** Messages in all. */
  readonly count: number;
  /** Sends message number `index`, from 0. */
  readonly send: (index: number) => Promise<void>;
  /** Told of a message that could not be sent. */
  readonly onError: (error: unknown) => void;
  /** Ends the sending. */
  readonly signal: AbortSignal;
}

/** How often it is seen to what is due, in milliseconds: what is due together is sent together. */
const TICK = 50;
/** So many sends are under way at most: where they take long, the rate falls behind. */
const MAX_UNDER_WAY = 1000;

/**
 * Sends all messages, each when it is due: number `index` after
 * `index / rate` seconds. Those that are due together are sent at once, which
 * lets a queue put them into batches.
 *
 * @return how many were begun to be sent; fewer than `count` only where it was ended
 */
export async function sendSteadily(
  { rate, count, send, onError, signal }: SendingOptions,
): Promise<number> {
  const started = performance.now();
  const underWay = new Set<Promise<void>>();
  let begun = 0;
  while (begun < count && !signal.aborted) {
    const seconds = (performance.now() - started) / 1000;
    const due = Math.min(count, 1 + Math.floor(seconds * rate));
    while (begun < due && underWay.size < MAX_UNDER_WAY) {
      const sending = send(begun++).catch(onError)
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (begun < count) {
      await pause(TICK, undefined, { signal }).catch(() => {});
    }
  }
  await Promise.all(underWay);
  return begun;
}
