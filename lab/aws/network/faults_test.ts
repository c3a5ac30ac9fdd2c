import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { drawFates } from "./faults.ts";

const FAULTS = {
  brokenBefore: 0.1,
  brokenAfter: 0.2,
  silent: 0.05,
  failed: 0.15,
  latency: 40,
};

Deno.test("drawFates() draws each fate with its probability, and the same fates for the same seed", () => {
  const fates = drawFates(7, FAULTS);
  const again = drawFates(7, FAULTS);
  const total = 10_000;
  for (let count = 0; count < total; count++) {
    const drawn = fates.draw();
    assertEquals(drawn, again.draw());
    assert(drawn.delay >= 0 && drawn.delay < 40);
  }
  const counts = fates.counts;
  assertEquals(Object.values(counts).reduce((a, b) => a + b), total);
  assertAlmostEquals(counts.passed / total, 0.5, 0.02);
  assertAlmostEquals(counts.brokenBefore / total, 0.1, 0.02);
  assertAlmostEquals(counts.brokenAfter / total, 0.2, 0.02);
  assertAlmostEquals(counts.silent / total, 0.05, 0.02);
  assertAlmostEquals(counts.failed / total, 0.15, 0.02);
});

Deno.test("calm() lets every request pass without delay", () => {
  const fates = drawFates(7, { failed: 1, latency: 1000 });
  assertEquals(fates.draw().fate, "failed");
  fates.calm();
  const { fate, delay } = fates.draw();
  assertEquals([fate, delay], ["passed", 0]);
});

Deno.test("disturb() continues where calm() began", () => {
  const faults = { failed: 0.3, silent: 0.3, latency: 9 };
  const [whole, parted] = [drawFates(7, faults), drawFates(7, faults)];
  const expected = Array.from({ length: 20 }, () => whole.draw());
  const found = Array.from({ length: 20 }, () => {
    parted.calm();
    parted.draw();
    parted.disturb();
    return parted.draw();
  });
  assertEquals(found, expected);
});

Deno.test("drawFates() rejects probabilities below 0 or above 1 together", () => {
  for (
    const faults of [{ failed: 0.6, silent: 0.6 }, { failed: -0.1 }, {
      silent: NaN,
    }]
  ) {
    assertThrows(() => drawFates(1, faults), RangeError, "must be 0 to 1");
  }
});
