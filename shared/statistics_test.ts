import { assertEquals, assertThrows } from "@std/assert";
import { median, percentile } from "./statistics.ts";

Deno.test("percentile() gives the value that so many are not above", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  assertEquals(percentile(values, 0.5), 50);
  assertEquals(percentile(values, 0.95), 95);
  assertEquals(percentile(values, 0.99), 99);
  assertEquals(percentile(values, 1), 100);
  assertEquals(percentile([7], 0.01), 7);
});

Deno.test("percentile() of nothing is no number", () => {
  assertEquals(percentile([], 0.5), NaN);
});

Deno.test("percentile() refuses a part that is none", () => {
  for (const part of [0, -1, 1.1, NaN]) {
    assertThrows(() => percentile([1], part), RangeError, "'part' must be");
  }
});

Deno.test("median() gives the value in the middle", () => {
  assertEquals(median([9, 1, 5]), 5);
  assertEquals(median([4, 1, 2, 3]), 2);
});
