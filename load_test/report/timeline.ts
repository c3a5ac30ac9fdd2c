/**
 * What happened when: jobs → a point for each interval.
 *
 * @module
 */
import type { Job } from "../traffic/job_tracker.ts";
import type { MachineCount } from "../machines.ts";
import { distributionOf } from "../../shared/percentiles.ts";

/** One interval of the test. */
export interface Point {
  /** Its end, in seconds since the first message. */
  readonly second: number;
  /** Messages a second that were sent in it. */
  readonly sent: number;
  /** Messages a second that got their record in it. */
  readonly done: number;
  /** Messages without a record at its end. */
  readonly backlog: number;
  /** Seconds from send to record, of those that got theirs in it. */
  readonly p50?: number;
  readonly p95?: number;
  /** Machines in service at its end, and how many there were to be. */
  readonly machines?: number;
  readonly desired?: number;
}

/** Lengths of an interval, in seconds, the first that gives few enough is taken. */
const INTERVALS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
const MAX_POINTS = 60;

/** The length of an interval for a test of so many seconds. */
export const intervalFor = (seconds: number): number =>
  INTERVALS.find((interval) => seconds / interval <= MAX_POINTS) ??
    Math.ceil(seconds / MAX_POINTS);

/**
 * Parts a test into intervals.
 *
 * @param from when the first message was sent, in milliseconds since 1970
 * @param to when the last thing happened that is to be shown
 * @param counts of machines, in the order of their time
 */
export function timelineOf(
  jobs: readonly Job[],
  counts: readonly MachineCount[],
  from: number,
  to: number,
): Point[] {
  const seconds = Math.max((to - from) / 1000, 0);
  const interval = intervalFor(seconds);
  const length = Math.max(1, Math.ceil(seconds / interval));
  const indexOf = (time: number) =>
    Math.min(Math.floor((time - from) / 1000 / interval), length - 1);

  const sent = new Array<number>(length).fill(0);
  const latencies = Array.from({ length }, (): number[] => []);
  for (const { sentAt, doneAt } of jobs) {
    sent[indexOf(sentAt)]! += 1;
    if (doneAt !== undefined) {
      latencies[indexOf(doneAt)]?.push((doneAt - sentAt) / 1000);
    }
  }
  let backlog = 0;
  return latencies.map((took, index) => {
    const begun = sent[index] ?? 0;
    backlog += begun - took.length;
    const second = (index + 1) * interval;
    const spread = distributionOf(took);
    const count = counts.findLast(({ at }) => at <= from + second * 1000);
    return {
      second,
      sent: begun / interval,
      done: took.length / interval,
      backlog,
      ...(spread ? { p50: spread.p50, p95: spread.p95 } : {}),
      ...(count ? { machines: count.inService, desired: count.desired } : {}),
    };
  });
}
