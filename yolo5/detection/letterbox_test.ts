import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fitLetterbox, letterbox } from "./letterbox.ts";

const GREY = 114 / 255;

Deno.test("fitLetterbox() centres the scaled picture, with an odd pixel of padding below or to the right", () => {
  assertEquals(fitLetterbox({ width: 810, height: 1080 }, 640), {
    gain: 640 / 1080,
    width: 480,
    height: 640,
    left: 80,
    top: 0,
  });
  const { width, height, left, top } = fitLetterbox(
    { width: 451, height: 300 },
    640,
  );
  assertEquals([width, height, left, top], [640, 426, 0, 107]);
  // 640 - 425 = 215 pixels of grey: 107 above, 108 below
  assertEquals(fitLetterbox({ width: 640, height: 425 }, 640).top, 107);
  assertEquals(fitLetterbox({ width: 425, height: 640 }, 640).left, 107);
});

Deno.test("fitLetterbox() leaves one row of a picture that is one pixel high", () => {
  assertEquals(fitLetterbox({ width: 5000, height: 1 }, 640).height, 1);
});

Deno.test("letterbox() writes planes of red, green and blue, padded with grey", () => {
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

Deno.test("letterbox() overwrites the whole input", () => {
  const input = new Float32Array(3 * 4 * 4).fill(9);
  letterbox(
    { width: 1, height: 4, bitmap: new Uint8ClampedArray(16) },
    input,
    4,
  );
  assertEquals(input.includes(9), false);
});
