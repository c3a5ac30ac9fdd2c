/**
 * The report in words.
 *
 * @module
 */
import type { End } from "../traffic/track_records.ts";
import type { Report } from "./report.ts";

const counted = (count: number, what: string) =>
  count > 0 ? [`${count} ${what}`] : [];

/** Three digits say enough. */
const brief = (value: number) => String(Number(value.toPrecision(3)));

const latencies = (
  { p50, p95, p99 }: NonNullable<Report["latency"]>,
) => `p50 ${brief(p50)} s, p95 ${brief(p95)} s, p99 ${brief(p99)} s`;

/** Everything in one line. */
export function describeOutcome(
  { done, failed, unfinished, throughput, latency }: Report,
): string {
  const outcome = [
    `${done} done`,
    ...counted(failed, "failed"),
    ...counted(unfinished, "without a record"),
  ].join(", ");
  const figures = latency
    ? ` · ${brief(throughput)} a second · ${latencies(latency)}`
    : "";
  return outcome + figures;
}

/** Why it ended, where not everything is done. */
const ENDS: Readonly<Record<End, string | undefined>> = {
  complete: undefined,
  settled:
    "The queue is empty: what has no record left it without one. The worker's log says why.",
  timeout:
    "No record came any more. Is a worker running, and does it use the same queue and table?",
  interrupted: "It was ended early.",
};

/** What a person reads at the end. */
export function describeReport(report: Report): string {
  const { latency, sentRate, deadLetters } = report;
  const rows: [string, string][] = [
    [
      "sent",
      `${report.sent}${sentRate ? `, ${brief(sentRate)} a second` : ""}`,
    ],
    ["done", String(report.done)],
    ["failed", String(report.failed)],
    ["without a record", String(report.unfinished)],
    ["throughput", `${brief(report.throughput)} a second`],
  ];
  if (latency) {
    const longest = `max ${brief(latency.max)} s`;
    rows.push(["send to record", `${latencies(latency)}, ${longest}`]);
  }
  if (deadLetters > 0) rows.push(["dead letters", `${deadLetters} more`]);
  const machines = report.timeline.flatMap(({ machines }) => machines ?? []);
  if (machines.length > 0) {
    const range = [Math.min(...machines), Math.max(...machines)];
    rows.push(["machines", [...new Set(range)].join(" to ")]);
  }
  const end = ENDS[report.end];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(18)}${value}`),
    ...end ? ["", end] : [],
  ].join("\n");
}
