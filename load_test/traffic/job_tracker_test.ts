import { assertEquals } from "@std/assert";
import { createJobTracker } from "./job_tracker.ts";

Deno.test("a job is done when its record was written", () => {
  const tracker = createJobTracker();
  tracker.addSent("a", 1000);
  tracker.addSent("b", 1010);
  tracker.addQuery(["a", "b"], [{ id: "a", writtenAt: 1200 }], 1300, 1310);
  assertEquals(tracker.done, [{ id: "a", sentAt: 1000, doneAt: 1200 }]);
  assertEquals(tracker.pending, 1);
  assertEquals(tracker.jobs(), [
    { id: "a", sentAt: 1000, doneAt: 1200 },
    { id: "b", sentAt: 1010 },
  ]);
});

Deno.test("a record's time is between two queries, even if the worker's clock is wrong", () => {
  const doneAt = (writtenAt: number) => {
    const tracker = createJobTracker();
    tracker.addSent("a", 1000);
    tracker.addQuery(["a"], [], 1500, 1510);
    tracker.addQuery(["a"], [{ id: "a", writtenAt }], 2500, 2510);
    return tracker.done[0]?.doneAt;
  };
  assertEquals([0, 1700, 9_999_999].map(doneAt), [1500, 1700, 2510]);
});

Deno.test("a record is not older than its job", () => {
  const tracker = createJobTracker();
  tracker.addSent("a", 1000);
  tracker.addQuery(["a"], [{ id: "a", writtenAt: 400 }], 1500, 1510);
  assertEquals(tracker.done[0]?.doneAt, 1000);
});

Deno.test("nextToQuery() returns the jobs that were not queried for the longest time, each once per pause", () => {
  const tracker = createJobTracker();
  for (const id of ["a", "b", "c"]) tracker.addSent(id, 0);
  assertEquals(tracker.nextToQuery(100, 2, 50), ["a", "b"]);
  tracker.addQuery(["a", "b"], [], 100, 110);
  assertEquals(tracker.nextToQuery(120, 2, 50), ["c"]);
  tracker.addQuery(["c"], [], 120, 130);
  assertEquals(tracker.nextToQuery(149, 2, 50), []);
  assertEquals(tracker.nextToQuery(150, 2, 50), ["a", "b"]);
  assertEquals(tracker.nextToQuery(200, 9, 50), ["a", "b", "c"]);
  tracker.addSent("d", 200);
  tracker.addQuery(["a", "b", "c"], [{ id: "b", writtenAt: 1 }], 200, 210);
  assertEquals(tracker.nextToQuery(210, 9, 50), ["d"]);
});

Deno.test("a record that is found twice counts once", () => {
  const tracker = createJobTracker();
  tracker.addSent("a", 0);
  const found = [{ id: "a", writtenAt: 10 }];
  tracker.addQuery(["a"], found, 20, 20);
  tracker.addQuery(["a"], found, 30, 30);
  assertEquals([tracker.done.length, tracker.pending], [1, 0]);
});
