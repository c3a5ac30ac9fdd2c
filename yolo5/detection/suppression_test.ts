import { assertEquals } from "@std/assert";
import { type Candidate, suppress } from "./suppression.ts";
import { MAX_DETECTIONS } from "./thresholds.ts";

const candidate = (
  score: number,
  x1: number,
  width = 100,
  classIndex = 0,
): Candidate => ({ classIndex, score, x1, y1: 0, x2: x1 + width, y2: 100 });

const scores = (candidates: readonly Candidate[]) =>
  suppress(candidates).map(({ score }) => score);

Deno.test("suppress() keeps the better of two boxes that overlap by more than 0.45", () => {
  // moved by 37: 63 / 137 = 0.46; by 38: 62 / 138 = 0.449
  assertEquals(scores([candidate(0.5, 0), candidate(0.9, 37)]), [0.9]);
  assertEquals(scores([candidate(0.5, 0), candidate(0.9, 38)]), [0.9, 0.5]);
});

Deno.test("suppress() keeps boxes of different classes, one on the other", () => {
  const same = [candidate(0.5, 0), candidate(0.9, 0, 100, 79)];
  assertEquals(scores(same), [0.9, 0.5]);
});

Deno.test("suppress() does not let a suppressed box suppress others", () => {
  const row = [candidate(0.9, 0), candidate(0.8, 30), candidate(0.7, 60)];
  assertEquals(scores(row), [0.9, 0.7]);
});

Deno.test("suppress() keeps at most 300 boxes, the best first", () => {
  const many = Array.from(
    { length: 400 },
    (_, index) => candidate(index / 400, index * 10, 5),
  );
  const kept = scores(many);
  assertEquals(kept.length, MAX_DETECTIONS);
  assertEquals(kept[0], 399 / 400);
  assertEquals(kept.at(-1), 100 / 400);
});

Deno.test("suppress() stands boxes without an area", () => {
  assertEquals(scores([candidate(0.9, 0, 0), candidate(0.8, 0, 0)]), [
    0.9,
    0.8,
  ]);
});
