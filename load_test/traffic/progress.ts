/**
 * How far the load test is, in one line.
 *
 * @module
 */
import { drawBar } from "../../shared/command_line/progress_line.ts";

export interface Progress {
  /** Messages that are to be sent in all. */
  readonly count: number;
  readonly sent: number;
  readonly done: number;
  /** Messages that could not be sent. */
  readonly failed: number;
  /** Messages without a record. */
  readonly backlog: number;
  /** Records a second, of late. */
  readonly rate: number;
  /** Where a group is watched. */
  readonly machines?: number | undefined;
}

/** Of the bar: the numbers need the room. */
const CELLS = 16;

/** The line: a bar of what is done, and every number. */
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

/** Milliseconds that a live rate looks back. */
const WINDOW = 5000;

/**
 * How many a second were done in the last five seconds, or since the start
 * where that is later.
 *
 * @param doneAt ascending or nearly so, in milliseconds since 1970
 */
export function liveRate(
  doneAt: readonly number[],
  startedAt: number,
  now: number,
): number {
  const from = Math.max(now - WINDOW, startedAt);
  if (now <= from) return 0;
  let count = 0;
  for (let at = doneAt.length - 1; at >= 0; at--) {
    // a look finds them in no order, but looks follow each other
    if ((doneAt[at] as number) < from - WINDOW) break;
    if ((doneAt[at] as number) >= from) count++;
  }
  return count / ((now - from) / 1000);
}
