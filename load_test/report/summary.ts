/**
 * Describes a report as text.
 *
 * @module
 */
import type { End } from "../traffic/track_records.ts";
import type { Report } from "./report.ts";

const unlessZero = (count: number, label: string) =>
  count > 0 ? [`${count} ${label}`] : [];

/** Rounds to three digits. */
const threeDigits = (value: number) => String(Number(value.toPrecision(3)));

const percentiles = (
  { p50, p95, p99 }: NonNullable<Report["latency"]>,
) =>
  `p50 ${threeDigits(p50)} s, p95 ${threeDigits(p95)} s, p99 ${
    threeDigits(p99)
  } s`;

/** Describes the outcome in one line. */
export function describeOutcome(
  { done, failed, unfinished, throughput, latency }: Report,
): string {
  const outcome = [
    `${done} done`,
    ...unlessZero(failed, "failed"),
    ...unlessZero(unfinished, "without a record"),
  ].join(", ");
  const figures = latency
    ? ` · ${threeDigits(throughput)} per second · ${percentiles(latency)}`
    : "";
  return outcome + figures;
}

/** Explanations of an end before every message had its record. */
const END_NOTES: Readonly<Record<End, string | undefined>> = {
  complete: undefined,
  settled:
    "The queue is empty, so the messages without a record have failed. The worker's log says why.",
  timeout:
    "No more records arrived. Is a worker running, and does it use the same queue and table?",
  interrupted: "It was interrupted.",
};

/** Describes the report in a few lines, for operators. */
export function describeReport(report: Report): string {
  const { latency, sentRate, deadLetters } = report;
  const rows: [string, string][] = [
    [
      "sent",
      `${report.sent}${
        sentRate ? `, ${threeDigits(sentRate)} per second` : ""
      }`,
    ],
    ["done", String(report.done)],
    ["failed", String(report.failed)],
    ["without a record", String(report.unfinished)],
    ["throughput", `${threeDigits(report.throughput)} per second`],
  ];
  if (latency) {
    const longest = `max ${threeDigits(latency.max)} s`;
    rows.push(["send to record", `${percentiles(latency)}, ${longest}`]);
  }
  if (deadLetters > 0) rows.push(["dead letters", `${deadLetters} more`]);
  const machines = report.timeline.flatMap(({ machines }) => machines ?? []);
  if (machines.length > 0) {
    const range = [Math.min(...machines), Math.max(...machines)];
    rows.push(["machines", [...new Set(range)].join(" to ")]);
  }
  const end = END_NOTES[report.end];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(18)}${value}`),
    ...end ? ["", end] : [],
  ].join("\n");
}
