import { assert, assertEquals } from "@std/assert";
import { intervalFor, timelineOf } from "./timeline.ts";

const FROM = Date.UTC(2026, 0, 1);
const job = (sentAt: number, doneAt?: number) => ({
  id: crypto.randomUUID(),
  sentAt: FROM + sentAt,
  ...(doneAt === undefined ? {} : { doneAt: FROM + doneAt }),
});

Deno.test("intervalFor() returns a round length that gives at most sixty intervals", () => {
  assertEquals([0, 3, 30, 31, 60, 599, 3600].map(intervalFor), [
    0.5,
    0.5,
    0.5,
    1,
    1,
    10,
    60,
  ]);
  const day = 24 * 60 * 60;
  assert(day / intervalFor(day) <= 60);
});

Deno.test("timelineOf() counts sent, done and unfinished jobs for each interval", () => {
  const jobs = [job(0, 200), job(100, 700), job(600, 1400), job(1100)];
  assertEquals(timelineOf(jobs, [], FROM, FROM + 1400), [
    { second: 0.5, sent: 4, done: 2, backlog: 1, p50: 0.2, p95: 0.2 },
    { second: 1, sent: 2, done: 2, backlog: 1, p50: 0.6, p95: 0.6 },
    { second: 1.5, sent: 2, done: 2, backlog: 1, p50: 0.8, p95: 0.8 },
  ]);
});

Deno.test("timelineOf() adds the latest count of machines to each interval", () => {
  const counts = [
    { at: FROM - 10, inService: 1, desired: 1 },
    { at: FROM + 600, inService: 1, desired: 3 },
    { at: FROM + 1200, inService: 3, desired: 3 },
  ];
  const points = timelineOf([job(0, 1500)], counts, FROM, FROM + 1500);
  assertEquals(
    points.map(({ machines, desired }) => [machines, desired]),
    [[1, 1], [1, 3], [3, 3]],
  );
});

Deno.test("timelineOf() has a point even if nothing was sent", () => {
  assertEquals(timelineOf([], [], FROM, FROM), [
    { second: 0.5, sent: 0, done: 0, backlog: 0 },
  ]);
});
