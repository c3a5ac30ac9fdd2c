import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { COCO_CLASSES, type CocoClass } from "../../shared/coco.ts";
import { decodeDetections, VALUES_PER_ROW } from "./decoding.ts";
import { CONFIDENCE } from "./thresholds.ts";

const SQUARE = { width: 640, height: 640 };

/** Returns a row of a model's output. */
function row(
  box: readonly [number, number, number, number],
  objectness: number,
  scores: Partial<Record<CocoClass, number>>,
): number[] {
  return [
    ...box,
    objectness,
    ...COCO_CLASSES.map((name) => scores[name] ?? 0),
  ];
}

Deno.test("decodeDetections() scores by objectness times the best class", () => {
  const output = row([320, 320, 100, 50], 0.8, { cat: 0.5, dog: 0.75 });
  const [found] = decodeDetections(output, SQUARE, 640);
  assertEquals(found?.class, "dog");
  assertAlmostEquals(found?.score ?? 0, 0.6, 1e-6);
  assertEquals(found?.box, [270, 295, 370, 345]);
});

Deno.test("decodeDetections() leaves out scores up to the confidence threshold", () => {
  const output = [
    ...row([100, 100, 10, 10], 1, { cat: CONFIDENCE }),
    ...row([200, 200, 10, 10], CONFIDENCE, { cat: 1 }),
    ...row([300, 300, 10, 10], 1, { cat: CONFIDENCE + 0.001 }),
  ];
  assertEquals(decodeDetections(output, SQUARE, 640).length, 1);
  const more = decodeDetections(output, SQUARE, 640, {
    confidence: CONFIDENCE - 0.15,
  });
  assertEquals(more.length, 3);
});

Deno.test("decodeDetections() keeps only the classes of the filter", () => {
  const output = [
    ...row([100, 100, 10, 10], 1, { cat: 0.9 }),
    ...row([300, 300, 10, 10], 1, { dog: 0.8 }),
    // its best class is another one
    ...row([500, 500, 10, 10], 1, { cat: 0.9, dog: 0.8 }),
  ];
  const found = decodeDetections(output, SQUARE, 640, { classes: ["dog"] });
  assertEquals(found.map(({ box }) => box), [[295, 295, 305, 305]]);
});

Deno.test("decodeDetections() maps boxes from the letterbox to the picture", () => {
  // 1080 × 810 scaled by 640 / 1080, 80 pixels of grey above and below
  const output = row([320, 320, 64, 32], 1, { bus: 1 });
  const [found] = decodeDetections(output, { width: 1080, height: 810 }, 640);
  assertEquals(found?.box, [486, 378, 594, 432]);
});

Deno.test("decodeDetections() clips boxes at the edges of the picture", () => {
  const output = row([0, 630, 100, 100], 1, { bus: 1 });
  const [found] = decodeDetections(output, SQUARE, 640);
  assertEquals(found?.box, [0, 580, 50, 640]);
});

Deno.test("decodeDetections() refuses a class that is not one of COCO's", () => {
  assertThrows(
    () =>
      decodeDetections(Array(VALUES_PER_ROW).fill(0), SQUARE, 640, {
        classes: ["unicorn" as CocoClass],
      }),
    RangeError,
    "Cannot detect 'unicorn' as it is not one of the 80 COCO classes",
  );
});
