import { assertEquals } from "@std/assert";
import { isGood, type Observed, writeReport } from "./report.ts";

const START = Date.UTC(2026, 10, 24, 22, 14);
const ASKED = {
  rate: 10,
  count: 5,
  images: ["a.png"],
  backend: "the folder a",
};

const observed = (changes: Partial<Observed> = {}): Observed => ({
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
  ...changes,
});

Deno.test("a report has what was sent and done, how quickly, and how long it took", () => {
  const { timeline, ...report } = writeReport(ASKED, observed());
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

Deno.test("what has no record has failed where the queue is empty, and is unfinished else", () => {
  const jobs = [...observed().jobs, { id: "d", sentAt: START + 1500 }];
  const count = (end: Observed["end"], notSent = 0) => {
    const report = writeReport(ASKED, observed({ jobs, end, notSent }));
    return [report.failed, report.unfinished, isGood(report)];
  };
  assertEquals(count("settled"), [1, 0, false]);
  assertEquals(count("timeout"), [0, 1, false]);
  assertEquals(count("interrupted", 2), [2, 1, false]);
  assertEquals(isGood(writeReport(ASKED, observed())), true);
});

Deno.test("a test without any record has a report", () => {
  const jobs = [{ id: "a", sentAt: START }];
  const report = writeReport(ASKED, observed({ jobs, end: "timeout" }));
  assertEquals(
    [report.latency, report.throughput, report.sentRate, report.unfinished],
    [null, 0, null, 1],
  );
  // it shows the waiting
  assertEquals(report.timeline.at(-1)?.second, 9);
  assertEquals(report.timeline.at(-1)?.backlog, 1);
});
