/**
 * Describes the progress of a load test in one line.
 *
 * @module
 */
import { drawBar } from "../../shared/command_line/progress_line.ts";

export interface Progress {
  /** Total number of messages. */
  readonly count: number;
  readonly sent: number;
  readonly done: number;
  /** Messages that could not be sent. */
  readonly failed: number;
  /** Messages without a record. */
  readonly backlog: number;
  /** Records per second, from {@linkcode recentRate}. */
  readonly rate: number;
  /** Machines in service, when a group is watched. */
  readonly machines?: number | undefined;
}

/** Characters of the bar: few, because the numbers need the space. */
const CELLS = 16;

/** Returns a bar of the messages that are done, followed by all numbers. */
export function describeProgress(
  { count, sent, done, failed, backlog, rate, machines }: Progress,
): string {
  const percent = String(Math.floor(done / count * 100)).padStart(3);
  return [
    `${drawBar(done / count, CELLS)} ${percent}%`,
    `sent ${sent} of ${count}`,
    `done ${done}`,
    `failed ${failed}`,
    `backlog ${backlog}`,
    `${rate.toFixed(1)}/s`,
    ...machines === undefined ? [] : [`machines ${machines}`],
  ].join("  ");
}

/** Milliseconds that {@linkcode recentRate} averages over. */
const WINDOW = 5000;

/**
 * Returns how many jobs per second were done in the last five seconds, or since
 * the start if that is later.
 *
 * @param doneAt in milliseconds since 1970, in ascending order or nearly so
 */
export function recentRate(
  doneAt: readonly number[],
  startedAt: number,
  now: number,
): number {
  const from = Math.max(now - WINDOW, startedAt);
  if (now <= from) return 0;
  let count = 0;
  for (let index = doneAt.length - 1; index >= 0; index--) {
    const time = doneAt[index] as number;
    // the records of one query are in any order, but queries are in sequence
    if (time < from - WINDOW) break;
    if (time >= from) count++;
  }
  return count / ((now - from) / 1000);
}
