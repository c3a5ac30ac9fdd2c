/**
 * Divides a load test into intervals.
 *
 * @module
 */
import type { Job } from "../traffic/job_tracker.ts";
import type { MachineCount } from "../machines.ts";
import { distributionOf } from "../../shared/percentiles.ts";

/** Figures of one interval. */
export interface Point {
  /** End of the interval, in seconds since the first message. */
  readonly second: number;
  /** Messages sent per second. */
  readonly sent: number;
  /** Messages per second that got their record. */
  readonly done: number;
  /** Messages without a record at the end of the interval. */
  readonly backlog: number;
  /** Seconds from send to record, for the records of the interval. */
  readonly p50?: number;
  readonly p95?: number;
  /** Machines in service, and the desired number, at the end of the interval. */
  readonly machines?: number;
  readonly desired?: number;
}

/** Possible lengths of an interval, in seconds; the first one that gives at most {@linkcode MAX_POINTS} is used. */
const INTERVALS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
/** Maximum intervals of a load test. */
const MAX_POINTS = 60;

/** Returns the length of an interval for a test of so many seconds. */
export const intervalFor = (seconds: number): number =>
  INTERVALS.find((interval) => seconds / interval <= MAX_POINTS) ??
    Math.ceil(seconds / MAX_POINTS);

/**
 * Returns the figures of each interval.
 *
 * @param counts counts of machines, in the order of their time
 * @param from time of the first message, in milliseconds since 1970
 * @param to end of the timeline, in milliseconds since 1970
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
  return latencies.map((durations, index) => {
    const sentNow = sent[index] ?? 0;
    backlog += sentNow - durations.length;
    const second = (index + 1) * interval;
    const latency = distributionOf(durations);
    const count = counts.findLast(({ at }) => at <= from + second * 1000);
    return {
      second,
      sent: sentNow / interval,
      done: durations.length / interval,
      backlog,
      ...(latency ? { p50: latency.p50, p95: latency.p95 } : {}),
      ...(count ? { machines: count.inService, desired: count.desired } : {}),
    };
  });
}
