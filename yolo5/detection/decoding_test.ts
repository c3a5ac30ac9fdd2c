import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { COCO_CLASSES, type CocoClass } from "../../shared/coco.ts";
import {
  letterbox,
  place,
  readDetections,
  VALUES_PER_ROW,
} from "./decoding.ts";

const GREY = 114 / 255;
const SQUARE = { width: 640, height: 640 };

/** A row of a model's output. */
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

Deno.test("place() centres the scaled picture, the odd pixel below or right", () => {
  assertEquals(place({ width: 810, height: 1080 }, 640), {
    gain: 640 / 1080,
    width: 480,
    height: 640,
    left: 80,
    top: 0,
  });
  const { width, height, left, top } = place({ width: 451, height: 300 }, 640);
  assertEquals([width, height, left, top], [640, 426, 0, 107]);
  // 640 - 425 = 215 pixels of grey: 107 above, 108 below
  assertEquals(place({ width: 640, height: 425 }, 640).top, 107);
  assertEquals(place({ width: 425, height: 640 }, 640).left, 107);
});

Deno.test("place() leaves a row of a picture that is one pixel high", () => {
  assertEquals(place({ width: 5000, height: 1 }, 640).height, 1);
});

Deno.test("letterbox() writes planes of red, green and blue, and grey around", () => {
  const picture = {
    width: 2,
    height: 1,
    bitmap: Uint8ClampedArray.of(255, 0, 51, 0, 255, 0, 51, 0),
  };
  const input = new Float32Array(3 * 4 * 4);
  letterbox(picture, input, 4);
  const grey = Array<number>(4).fill(GREY);
  const plane = (value: number) =>
    [grey, Array(4).fill(value), Array(4).fill(value), grey].flat();
  const expected = [...plane(1), ...plane(0), ...plane(0.2)];
  expected.forEach((value, index) =>
    assertAlmostEquals(input[index] as number, value, 1e-6)
  );
});

Deno.test("letterbox() leaves nothing of the picture before", () => {
  const input = new Float32Array(3 * 4 * 4).fill(9);
  letterbox(
    { width: 1, height: 4, bitmap: new Uint8ClampedArray(16) },
    input,
    4,
  );
  assertEquals(input.includes(9), false);
});

Deno.test("readDetections() scores by objectness times the best class", () => {
  const output = row([320, 320, 100, 50], 0.8, { cat: 0.5, dog: 0.75 });
  const [found] = readDetections(output, SQUARE, 640);
  assertEquals(found?.class, "dog");
  assertAlmostEquals(found?.score ?? 0, 0.6, 1e-6);
  assertEquals(found?.box, [270, 295, 370, 345]);
});

Deno.test("readDetections() leaves out what scores 0.25 or less", () => {
  const output = [
    ...row([100, 100, 10, 10], 1, { cat: 0.25 }),
    ...row([200, 200, 10, 10], 0.25, { cat: 1 }),
    ...row([300, 300, 10, 10], 0.5, { cat: 0.501 }),
  ];
  assertEquals(readDetections(output, SQUARE, 640).length, 1);
  const more = readDetections(output, SQUARE, 640, { confidence: 0.1 });
  assertEquals(more.length, 3);
});

Deno.test("readDetections() keeps only the classes that are asked for", () => {
  const output = [
    ...row([100, 100, 10, 10], 1, { cat: 0.9 }),
    ...row([300, 300, 10, 10], 1, { dog: 0.8 }),
    // its best class is another
    ...row([500, 500, 10, 10], 1, { cat: 0.9, dog: 0.8 }),
  ];
  const found = readDetections(output, SQUARE, 640, { classes: ["dog"] });
  assertEquals(found.map(({ box }) => box), [[295, 295, 305, 305]]);
});

Deno.test("readDetections() takes the boxes back to a picture that was letterboxed", () => {
  // 1080 × 810 scaled by 640 / 1080, 80 pixels of grey above and below
  const output = row([320, 320, 64, 32], 1, { bus: 1 });
  const [found] = readDetections(output, { width: 1080, height: 810 }, 640);
  assertEquals(found?.box, [486, 378, 594, 432]);
});

Deno.test("readDetections() clips boxes at the picture's edges", () => {
  const output = row([0, 630, 100, 100], 1, { bus: 1 });
  const [found] = readDetections(output, SQUARE, 640);
  assertEquals(found?.box, [0, 580, 50, 640]);
});

Deno.test("readDetections() refuses a class that COCO does not have", () => {
  assertThrows(
    () =>
      readDetections(Array(VALUES_PER_ROW).fill(0), SQUARE, 640, {
        classes: ["unicorn" as CocoClass],
      }),
    RangeError,
    "Cannot look for 'unicorn' as it is not one of the 80 COCO classes",
  );
});
