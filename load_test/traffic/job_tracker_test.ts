import { assertEquals } from "@std/assert";
import { openLedger } from "./job_tracker.ts";

Deno.test("a message is done when its record was made", () => {
  const ledger = openLedger();
  ledger.sent("a", 1000);
  ledger.sent("b", 1010);
  ledger.looked(["a", "b"], [{ id: "a", madeAt: 1200 }], 1300, 1310);
  assertEquals(ledger.done, [{ id: "a", sentAt: 1000, doneAt: 1200 }]);
  assertEquals(ledger.pending, 1);
  assertEquals(ledger.jobs(), [
    { id: "a", sentAt: 1000, doneAt: 1200 },
    { id: "b", sentAt: 1010 },
  ]);
});

Deno.test("a worker's clock that differs moves a record no further than between two looks", () => {
  const doneAt = (madeAt: number) => {
    const ledger = openLedger();
    ledger.sent("a", 1000);
    ledger.looked(["a"], [], 1500, 1510);
    ledger.looked(["a"], [{ id: "a", madeAt }], 2500, 2510);
    return ledger.done[0]?.doneAt;
  };
  assertEquals([0, 1700, 9_999_999].map(doneAt), [1500, 1700, 2510]);
});

Deno.test("a record is not older than its message", () => {
  const ledger = openLedger();
  ledger.sent("a", 1000);
  ledger.looked(["a"], [{ id: "a", madeAt: 400 }], 1500, 1510);
  assertEquals(ledger.done[0]?.doneAt, 1000);
});

Deno.test("due() gives those that were not looked for the longest time, each once a pause", () => {
  const ledger = openLedger();
  for (const id of ["a", "b", "c"]) ledger.sent(id, 0);
  assertEquals(ledger.due(100, 2, 50), ["a", "b"]);
  ledger.looked(["a", "b"], [], 100, 110);
  assertEquals(ledger.due(120, 2, 50), ["c"]);
  ledger.looked(["c"], [], 120, 130);
  assertEquals(ledger.due(149, 2, 50), []);
  assertEquals(ledger.due(150, 2, 50), ["a", "b"]);
  assertEquals(ledger.due(200, 9, 50), ["a", "b", "c"]);
  ledger.sent("d", 200);
  ledger.looked(["a", "b", "c"], [{ id: "b", madeAt: 1 }], 200, 210);
  assertEquals(ledger.due(210, 9, 50), ["d"]);
});

Deno.test("a record that is found twice counts once", () => {
  const ledger = openLedger();
  ledger.sent("a", 0);
  const found = [{ id: "a", madeAt: 10 }];
  ledger.looked(["a"], found, 20, 20);
  ledger.looked(["a"], found, 30, 30);
  assertEquals([ledger.done.length, ledger.pending], [1, 0]);
});
