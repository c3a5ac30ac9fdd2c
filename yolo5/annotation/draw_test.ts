import { blankPicture } from "../../lab/pictures/small_pictures.ts";
import { assert, assertEquals } from "@std/assert";
import type { Picture } from "../../shared/pictures/picture.ts";
import { drawDetections, labelText } from "./draw.ts";
import { CLASS_COLOURS, toRgb } from "./palette.ts";
import type { Detection } from "../detection/decoding.ts";

const GREY = [128, 128, 128, 255] as const;

const dog = (...box: Detection["box"]): Detection => ({
  class: "dog",
  score: 0.873,
  box,
});

function pixel({ bitmap, width }: Picture, x: number, y: number) {
  const at = (y * width + x) * 4;
  return [...bitmap.subarray(at, at + 4)];
}

const DOG_PIXEL = [...toRgb(CLASS_COLOURS.dog), 255];

Deno.test("labelText() is the class and the score in percent", () => {
  assertEquals(labelText(dog(0, 0, 1, 1)), "dog 87%");
});

Deno.test("drawDetections() draws the edges of a box inside it, in the colour of its class, and nothing else", async () => {
  const image = blankPicture(400, 300, GREY);
  await drawDetections(image, [dog(100, 100, 300, 250)]);
  for (const [x, y] of [[100, 200], [299, 200], [200, 249], [250, 100]]) {
    assertEquals(pixel(image, x as number, y as number), DOG_PIXEL);
  }
  for (const [x, y] of [[99, 200], [300, 200], [200, 250], [200, 200]]) {
    const [red] = pixel(image, x as number, y as number);
    assertEquals(red, 0x80, `${x}, ${y}`);
  }
});

Deno.test("drawDetections() draws a label above the box", async () => {
  const image = blankPicture(400, 300, GREY);
  await drawDetections(image, [dog(100, 100, 300, 250)]);
  const above = Array.from({ length: 40 }, (_, x) => pixel(image, 100 + x, 95));
  const filled = above.filter((one) => `${one}` === `${DOG_PIXEL}`);
  assert(filled.length > 10, `${filled.length} of 40`);
});

Deno.test("drawDetections() draws thicker lines on a larger picture", async () => {
  const widths = [];
  for (const side of [64, 1000, 3000]) {
    const image = blankPicture(side, side, GREY);
    await drawDetections(image, [dog(10, 10, side - 10, side - 10)]);
    let width = 0;
    while (pixel(image, side / 2, side - 11 - width)[0] !== 0x80) width++;
    widths.push(width);
  }
  assertEquals(widths, [1, 4, 11]);
});

Deno.test("drawDetections() stays inside pictures of any shape", async () => {
  const shapes = [[1, 1], [1, 500], [500, 1], [20, 20], [64, 48], [3000, 90]];
  for (const [width = 0, height = 0] of shapes) {
    const image = blankPicture(width, height, GREY);
    await drawDetections(image, [
      dog(0, 0, width, height),
      dog(width, height, width, height),
      dog(0, 0, 0, height),
      { ...dog(0, 0, width, height), class: "baseball glove" },
    ]);
    assertEquals(pixel(image, width - 1, height - 1)[3], 255);
    assertEquals(image.bitmap.length, width * height * 4);
  }
});

Deno.test("drawDetections() does not continue over an edge in the next row", async () => {
  const left = blankPicture(1000, 200, GREY);
  await drawDetections(left, [dog(0, 150, 0, 190)]);
  assertEquals(pixel(left, 999, 160)[0], 0x80);
  const right = blankPicture(1000, 200, GREY);
  await drawDetections(right, [dog(1000, 150, 1000, 190)]);
  assertEquals(pixel(right, 0, 160)[0], 0x80);
});

Deno.test("drawDetections() keeps many labels at one place inside the picture", async () => {
  const image = blankPicture(300, 200, GREY);
  await drawDetections(
    image,
    Array.from({ length: 300 }, () => dog(250, 150, 299, 199)),
  );
});
