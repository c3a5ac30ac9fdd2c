import { assertEquals } from "@std/assert";
import { type Candidate, suppress } from "./suppression.ts";
import { IOU, MAX_DETECTIONS } from "./thresholds.ts";

const candidate = (
  score: number,
  x1: number,
  width = 100,
  classIndex = 0,
): Candidate => ({ classIndex, score, x1, y1: 0, x2: x1 + width, y2: 100 });

/** Farthest distance of two boxes whose IoU, (100 - distance) / (100 + distance), exceeds the threshold. */
const MAX_DISTANCE = Math.floor(100 * (1 - IOU) / (1 + IOU));

const scores = (candidates: readonly Candidate[]) =>
  suppress(candidates).map(({ score }) => score);

Deno.test("suppress() keeps the better of two boxes that overlap by more than the IoU threshold", () => {
  const near = scores([candidate(0.5, 0), candidate(0.9, MAX_DISTANCE)]);
  const far = scores([candidate(0.5, 0), candidate(0.9, MAX_DISTANCE + 1)]);
  assertEquals([near, far], [[0.9], [0.9, 0.5]]);
});

Deno.test("suppress() keeps boxes of different classes that cover each other", () => {
  const same = [candidate(0.5, 0), candidate(0.9, 0, 100, 79)];
  assertEquals(scores(same), [0.9, 0.5]);
});

Deno.test("suppress() does not let a suppressed box suppress others", () => {
  const row = [
    candidate(0.9, 0),
    candidate(0.8, MAX_DISTANCE),
    candidate(0.7, 2 * MAX_DISTANCE),
  ];
  assertEquals(scores(row), [0.9, 0.7]);
});

Deno.test("suppress() keeps at most MAX_DETECTIONS boxes, the best first", () => {
  const many = Array.from(
    { length: MAX_DETECTIONS + 100 },
    (_, index) => candidate(index / 1000, index * 10, 5),
  );
  const kept = scores(many);
  assertEquals(kept.length, MAX_DETECTIONS);
  assertEquals(kept[0], (MAX_DETECTIONS + 99) / 1000);
  assertEquals(kept.at(-1), 100 / 1000);
});

Deno.test("suppress() keeps boxes without an area", () => {
  assertEquals(scores([candidate(0.9, 0, 0), candidate(0.8, 0, 0)]), [
    0.9,
    0.8,
  ]);
});
