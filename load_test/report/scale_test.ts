import { assertEquals } from "@std/assert";
import { amountScale, amountText, timeScale, timeText } from "./scale.ts";

Deno.test("amountScale() ends at a round number, and names round numbers", () => {
  const ticksOf = (max: number) => amountScale(max, { count: 4 }, 0, 1).ticks;
  assertEquals(ticksOf(4), [0, 1, 2, 3, 4]);
  assertEquals(ticksOf(17), [0, 5, 10, 15, 20]);
  assertEquals(ticksOf(0.9), [0, 0.5, 1]);
  assertEquals(ticksOf(1200), [0, 500, 1000, 1500]);
  assertEquals(ticksOf(0), [0, 0.5, 1]);
  const whole = { count: 4, least: 1 };
  assertEquals(amountScale(2, whole, 0, 1).ticks, [0, 1, 2]);
});

Deno.test("a scale goes from one position to the other", () => {
  const up = amountScale(17, { count: 4 }, 100, 0);
  assertEquals([0, 10, 20].map(up.position), [100, 50, 0]);
  const along = timeScale(90, 6, 50, 950);
  assertEquals([0, 45, 90].map(along.position), [50, 500, 950]);
});

Deno.test("timeScale() names what a clock has", () => {
  const ticksOf = (max: number) => timeScale(max, 6, 0, 1).ticks;
  assertEquals(ticksOf(5), [0, 1, 2, 3, 4, 5]);
  assertEquals(ticksOf(60), [0, 10, 20, 30, 40, 50, 60]);
  assertEquals(ticksOf(600), [0, 120, 240, 360, 480, 600]);
  assertEquals(ticksOf(7 * 3600).at(-1), 6 * 3600);
});

Deno.test("ticks are named briefly", () => {
  assertEquals(
    [0, 0.05, 0.30000000000000004, 1500, 12_500].map(amountText),
    ["0", "0.05", "0.3", "1500", "12.5k"],
  );
  assertEquals(
    [timeText(45, 60), timeText(45, 600), timeText(3900, 9000)],
    ["45 s", "0:45", "1:05:00"],
  );
});
