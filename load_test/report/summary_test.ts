import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Report } from "./report.ts";
import { describeOutcome, describeReport } from "./summary.ts";

const REPORT: Report = {
  asked: { rate: 10, count: 600, images: ["a.png"], backend: "the folder a" },
  startedAt: "2026-11-24T22:14:00.000Z",
  seconds: 61.5,
  end: "complete",
  sent: 600,
  done: 600,
  failed: 0,
  unfinished: 0,
  deadLetters: 0,
  sentRate: 9.998,
  throughput: 9.756,
  latency: { mean: 0.3, p50: 0.251, p95: 1.2345, p99: 12.345, max: 20 },
  timeline: [],
};

Deno.test("describeReport() contains every figure, with three digits", () => {
  assertEquals(
    describeReport(REPORT),
    `sent              600, 10 per second
done              600
failed            0
without a record  0
throughput        9.76 per second
send to record    p50 0.251 s, p95 1.23 s, p99 12.3 s, max 20 s`,
  );
});

Deno.test("describeReport() explains what went wrong", () => {
  const text = describeReport({
    ...REPORT,
    done: 590,
    failed: 10,
    deadLetters: 4,
    end: "settled",
  });
  assertStringIncludes(text, "dead letters      4 more\n");
  assertStringIncludes(text, "The worker's log says why.");
  const late = describeReport({ ...REPORT, unfinished: 1, end: "timeout" });
  assertStringIncludes(late, "Is a worker running");
});

Deno.test("describeReport() contains the range of machines", () => {
  const point = { second: 1, sent: 1, done: 1, backlog: 0 };
  const machines = (...counts: number[]) =>
    describeReport({
      ...REPORT,
      timeline: counts.map((machines) => ({ ...point, machines })),
    }).match(/machines +(.*)/)?.[1];
  assertEquals(machines(1, 3, 2), "1 to 3");
  assertEquals(machines(2, 2), "2");
  assertEquals(machines(), undefined);
});

Deno.test("describeOutcome() describes the outcome in one line", () => {
  assertEquals(
    describeOutcome({ ...REPORT, failed: 2, unfinished: 1 }),
    "600 done, 2 failed, 1 without a record · 9.76 per second · p50 0.251 s, p95 1.23 s, p99 12.3 s",
  );
  assertEquals(
    describeOutcome({ ...REPORT, done: 0, unfinished: 600, latency: null }),
    "0 done, 600 without a record",
  );
});
