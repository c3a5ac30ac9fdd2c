import { assertEquals } from "@std/assert";
import type { Measurements } from "../traffic/measure.ts";
import { createReport, isSuccessful } from "./report.ts";

const START = Date.UTC(2026, 10, 24, 22, 14);
const ASKED = {
  rate: 10,
  count: 5,
  images: ["a.png"],
  backend: "the folder a",
};

const measured = (changes: Partial<Measurements> = {}): Measurements => ({
  startedAt: START,
  endedAt: START + 9000,
  end: "complete",
  jobs: [
    { id: "a", sentAt: START, doneAt: START + 1000 },
    { id: "b", sentAt: START + 500, doneAt: START + 1250 },
    { id: "c", sentAt: START + 1000, doneAt: START + 2000 },
  ],
  notSent: 0,
  deadLetters: 0,
  machines: [],
  annotated: [],
  ...changes,
});

Deno.test("createReport() counts messages, rates and latencies", () => {
  const { timeline, ...report } = createReport(ASKED, measured());
  assertEquals(report, {
    asked: ASKED,
    startedAt: "2026-11-24T22:14:00.000Z",
    seconds: 2,
    end: "complete",
    sent: 3,
    done: 3,
    failed: 0,
    unfinished: 0,
    deadLetters: 0,
    sentRate: 2,
    throughput: 1.5,
    latency: { mean: 0.917, p50: 1, p95: 1, p99: 1, max: 1 },
  });
  assertEquals(timeline.at(-1)?.second, 2);
});

Deno.test("a message without a record has failed if the queue is empty, else it is unfinished", () => {
  const jobs = [...measured().jobs, { id: "d", sentAt: START + 1500 }];
  const count = (end: Measurements["end"], notSent = 0) => {
    const report = createReport(ASKED, measured({ jobs, end, notSent }));
    return [report.failed, report.unfinished, isSuccessful(report)];
  };
  assertEquals(count("settled"), [1, 0, false]);
  assertEquals(count("timeout"), [0, 1, false]);
  assertEquals(count("interrupted", 2), [2, 1, false]);
  assertEquals(isSuccessful(createReport(ASKED, measured())), true);
});

Deno.test("createReport() accepts a test without any record", () => {
  const jobs = [{ id: "a", sentAt: START }];
  const report = createReport(ASKED, measured({ jobs, end: "timeout" }));
  assertEquals(
    [report.latency, report.throughput, report.sentRate, report.unfinished],
    [null, 0, null, 1],
  );
  // the timeline includes the time spent waiting
  assertEquals(report.timeline.at(-1)?.second, 9);
  assertEquals(report.timeline.at(-1)?.backlog, 1);
});
