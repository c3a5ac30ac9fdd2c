import { assertEquals } from "@std/assert";
import { distributionOf, median, percentile } from "./percentiles.ts";

Deno.test("percentile() returns the value of the nearest rank", () => {
  const five = [15, 20, 35, 40, 50];
  assertEquals(
    [5, 30, 40, 50, 100].map((percent) => percentile(five, percent)),
    [15, 20, 20, 35, 50],
  );
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
  assertEquals(
    [1, 50, 95, 99, 100].map((percent) => percentile(hundred, percent)),
    [1, 50, 95, 99, 100],
  );
});

Deno.test("percentile() of one value is that value, and of none is undefined", () => {
  assertEquals(percentile([7], 1), 7);
  assertEquals(percentile([7], 99), 7);
  assertEquals(percentile([], 50), undefined);
});

Deno.test("median() returns the middle value", () => {
  assertEquals(median([9, 1, 5]), 5);
  assertEquals(median([4, 1, 2, 3]), 2);
  assertEquals(median([]), NaN);
});

Deno.test("distributionOf() accepts values in any order", () => {
  assertEquals(distributionOf([4, 1, 10, 3, 2]), {
    mean: 4,
    p50: 3,
    p95: 10,
    p99: 10,
    max: 10,
  });
  assertEquals(distributionOf([]), undefined);
});
