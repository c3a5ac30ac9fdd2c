import { assertEquals } from "@std/assert";
import { progressLine } from "./progress_bar.ts";

Deno.test("progressLine() shows fraction, size and speed", () => {
  assertEquals(
    progressLine(7_050_000, 14_100_000, 3),
    `${"█".repeat(15)}${"░".repeat(15)}  50%  7.0 of 14.1 MB  2.4 MB/s`,
  );
  assertEquals(
    progressLine(0, 14_100_000, 0),
    `${"░".repeat(30)}   0%  0.0 of 14.1 MB  0.0 MB/s`,
  );
});

Deno.test("progressLine() has no bar when the total is unknown", () => {
  assertEquals(progressLine(2e6, undefined, 1), "2.0 MB  2.0 MB/s");
});

Deno.test("progressLine() is full when more is received than announced", () => {
  assertEquals(
    progressLine(3e6, 2e6, 1),
    `${"█".repeat(30)} 100%  3.0 of 2.0 MB  3.0 MB/s`,
  );
});
