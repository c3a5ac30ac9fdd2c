/**
 * Makes the report of a load test from its measurements.
 *
 * @module
 */
import type { Measurements } from "../traffic/measure.ts";
import type { End } from "../traffic/track_records.ts";
import { type Distribution, distributionOf } from "../../shared/percentiles.ts";
import { type Point, timelineOf } from "./timeline.ts";

/** Parameters of the load test, as the report contains them. */
export interface Parameters {
  /** Messages per second. */
  readonly rate: number;
  readonly count: number;
  readonly images: readonly string[];
  /** Description of the backend. */
  readonly backend: string;
  /** Name of the Auto Scaling group. */
  readonly asg?: string;
}

/** The report. Times are in seconds, rates in messages per second. */
export interface Report {
  readonly asked: Parameters;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Time from the first message to the last record. */
  readonly seconds: number;
  readonly end: End;
  readonly sent: number;
  readonly done: number;
  /** Messages that left the queue without a record, or could not be sent. */
  readonly failed: number;
  /** Messages that had no record yet at the end. */
  readonly unfinished: number;
  /** Growth of the dead-letter queue, including messages from other senders. */
  readonly deadLetters: number;
  /** Rate of sending; `null` for a single message. */
  readonly sentRate: number | null;
  /** Records per second, from the first message to the last record. */
  readonly throughput: number;
  /** Time from the start of sending to the writing of the record. */
  readonly latency: Distribution | null;
  readonly timeline: readonly Point[];
}

/** Rounds to thousandths. */
const round = (value: number) => Math.round(value * 1000) / 1000;

function roundAll<T extends object>(record: T): T {
  const entries = Object.entries(record).map(([key, value]) => [
    key,
    typeof value === "number" ? round(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Returns the seconds between two times, at least a thousandth. */
function secondsBetween(from: number, to: number): number {
  return Math.max((to - from) / 1000, 0.001);
}

export function createReport(
  asked: Parameters,
  measurements: Measurements,
): Report {
  const { jobs, startedAt, end, notSent } = measurements;
  const done = jobs.flatMap(({ doneAt }) => doneAt ?? []);
  const missing = jobs.length - done.length;
  const lastSend = latest(jobs.map(({ sentAt }) => sentAt), startedAt);
  const lastRecord = latest(done, startedAt);
  const timelineEnd = end === "complete"
    ? Math.max(lastSend, lastRecord)
    : measurements.endedAt;
  const latencies = jobs.flatMap(({ sentAt, doneAt }) =>
    doneAt === undefined ? [] : (doneAt - sentAt) / 1000
  );
  const latency = distributionOf(latencies);
  const missingFailed = end === "settled";
  return {
    asked,
    startedAt: new Date(startedAt).toISOString(),
    seconds: round(secondsBetween(startedAt, lastRecord)),
    end,
    sent: jobs.length,
    done: done.length,
    failed: notSent + (missingFailed ? missing : 0),
    unfinished: missingFailed ? 0 : missing,
    deadLetters: measurements.deadLetters,
    sentRate: jobs.length > 1
      ? round((jobs.length - 1) / secondsBetween(startedAt, lastSend))
      : null,
    throughput: round(done.length / secondsBetween(startedAt, lastRecord)),
    latency: latency ? roundAll(latency) : null,
    timeline: timelineOf(jobs, measurements.machines, startedAt, timelineEnd)
      .map(roundAll),
  };
}

const latest = (times: readonly number[], earliest: number) =>
  times.reduce((a, b) => Math.max(a, b), earliest);

/** Tells whether every message got its record. */
export const isSuccessful = ({ failed, unfinished }: Report) =>
  failed + unfinished === 0;
