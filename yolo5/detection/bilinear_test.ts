import { assertEquals } from "@std/assert";
import type { Picture } from "../../shared/pictures/picture.ts";
import { scaleBilinear } from "./bilinear.ts";

/** A picture of 3 × 2 pixels; the last value of each is its alpha. */
const SOURCE: Picture = {
  width: 3,
  height: 2,
  // deno-fmt-ignore
  bitmap: Uint8ClampedArray.of(
    10, 20, 30, 0, 200, 100, 0, 9, 55, 155, 255, 255,
    0, 250, 128, 1, 90, 91, 92, 2, 7, 77, 177, 3,
  ),
};

function scale(width: number, height: number): number[][] {
  const rows: number[][] = [];
  scaleBilinear(SOURCE, width, height, (y, rgb) => rows[y] = [...rgb]);
  return rows;
}

// The expected values come from OpenCV 4.11:
// cv2.resize(source, size, interpolation=cv2.INTER_LINEAR)

Deno.test("scaleBilinear() enlarges as OpenCV does, bit for bit", () => {
  // deno-fmt-ignore
  assertEquals(scale(5, 4), [
    [10, 20, 30, 86, 52, 18, 200, 100, 0, 113, 133, 153, 55, 155, 255],
    [8, 78, 55, 73, 85, 42, 173, 98, 23, 95, 120, 151, 43, 136, 236],
    [3, 193, 104, 48, 153, 90, 118, 93, 69, 58, 95, 146, 19, 97, 197],
    [0, 250, 128, 36, 186, 113, 90, 91, 92, 40, 82, 143, 7, 77, 177],
  ]);
});

Deno.test("scaleBilinear() shrinks as OpenCV does, bit for bit", () => {
  assertEquals(scale(2, 1), [[40, 125, 71, 59, 111, 173]]);
  assertEquals(scale(1, 1), [[145, 96, 46]]);
});

Deno.test("scaleBilinear() does not change a picture of the right size", () => {
  assertEquals(scale(3, 2), [
    [10, 20, 30, 200, 100, 0, 55, 155, 255],
    [0, 250, 128, 90, 91, 92, 7, 77, 177],
  ]);
});
