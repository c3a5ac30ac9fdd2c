/**
 * What a load test found out: jobs → the report.
 *
 * @module
 */
import type { End } from "../traffic/track_records.ts";
import type { Job } from "../traffic/job_tracker.ts";
import type { MachineCount } from "../machines.ts";
import { type Distribution, distributionOf } from "../../shared/percentiles.ts";
import { type Point, timelineOf } from "./timeline.ts";

/** What was seen. */
export interface Observed {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly end: End;
  readonly jobs: readonly Job[];
  /** Messages that could not be sent. */
  readonly notSent: number;
  /** By how many the dead letters grew. */
  readonly deadLetters: number;
  readonly machines: readonly MachineCount[];
}

/** What was asked for, as the report names it. */
export interface Asked {
  /** Messages a second. */
  readonly rate: number;
  readonly count: number;
  readonly images: readonly string[];
  /** Where the messages went. */
  readonly backend: string;
  /** The Auto Scaling group. */
  readonly asg?: string;
}

/** The report. Times are in seconds, rates in messages a second. */
export interface Report {
  readonly asked: Asked;
  /** ISO 8601. */
  readonly startedAt: string;
  /** From the first message to the last record. */
  readonly seconds: number;
  readonly end: End;
  readonly sent: number;
  readonly done: number;
  /** Left the queue without a record, or could not be sent. */
  readonly failed: number;
  /** Had no record yet when it ended. */
  readonly unfinished: number;
  /** By how many the dead letters grew, whoever sent them. */
  readonly deadLetters: number;
  /** How quickly they were sent; `null` for one message alone. */
  readonly sentRate: number | null;
  /** Records from the first message to the last record. */
  readonly throughput: number;
  /** From the beginning of the send to the making of the record. */
  readonly latency: Distribution | null;
  readonly timeline: readonly Point[];
}

/** Numbers with the digits that mean something: a thousandth. */
const round = (value: number) => Math.round(value * 1000) / 1000;

function roundAll<T extends object>(record: T): T {
  const entries = Object.entries(record).map(([key, value]) => [
    key,
    typeof value === "number" ? round(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** The time between the first and the last, in seconds. */
function secondsBetween(from: number, to: number): number {
  return Math.max((to - from) / 1000, 0.001);
}

/** Writes the report. */
export function writeReport(asked: Asked, observed: Observed): Report {
  const { jobs, startedAt, end, notSent } = observed;
  const done = jobs.flatMap(({ doneAt }) => doneAt ?? []);
  const missing = jobs.length - done.length;
  const lastSend = latest(jobs.map(({ sentAt }) => sentAt), startedAt);
  const lastRecord = latest(done, startedAt);
  const shownUntil = end === "complete"
    ? Math.max(lastSend, lastRecord)
    : observed.endedAt;
  const latencies = jobs.flatMap(({ sentAt, doneAt }) =>
    doneAt === undefined ? [] : (doneAt - sentAt) / 1000
  );
  const spread = distributionOf(latencies);
  const isFailed = end === "settled";
  return {
    asked,
    startedAt: new Date(startedAt).toISOString(),
    seconds: round(secondsBetween(startedAt, lastRecord)),
    end,
    sent: jobs.length,
    done: done.length,
    failed: notSent + (isFailed ? missing : 0),
    unfinished: isFailed ? 0 : missing,
    deadLetters: observed.deadLetters,
    sentRate: jobs.length > 1
      ? round((jobs.length - 1) / secondsBetween(startedAt, lastSend))
      : null,
    throughput: round(done.length / secondsBetween(startedAt, lastRecord)),
    latency: spread ? roundAll(spread) : null,
    timeline: timelineOf(jobs, observed.machines, startedAt, shownUntil)
      .map(roundAll),
  };
}

const latest = (times: readonly number[], otherwise: number) =>
  times.reduce((a, b) => Math.max(a, b), otherwise);

/** Whether nothing was lost and nothing failed. */
export const isGood = ({ failed, unfinished }: Report) =>
  failed + unfinished === 0;
