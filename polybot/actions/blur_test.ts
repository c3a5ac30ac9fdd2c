import { assert, assertEquals, assertThrows } from "@std/assert";
import { pictureFrom } from "../../shared/pictures/picture.ts";
import { OptionError } from "./action.ts";
import action, { blur } from "./blur.ts";
import {
  channelOf,
  greyPicture,
  greyRows,
  randomPicture,
} from "../../lab/pictures/small_pictures.ts";

/** Blurs by the definition: the floor of the mean of every window. */
function blurredByDefinition(rows: number[][], size: number): number[][] {
  const clamp = (value: number, length: number) =>
    Math.min(Math.max(value, 0), length - 1);
  const before = Math.floor((size - 1) / 2);
  return rows.map((row, y) =>
    row.map((_, x) => {
      let sum = 0;
      for (let down = 0; down < size; down++) {
        for (let right = 0; right < size; right++) {
          const windowRow = rows[clamp(y - before + down, rows.length)] ?? [];
          sum += windowRow[clamp(x - before + right, row.length)] ?? NaN;
        }
      }
      return Math.floor(sum / size ** 2);
    })
  );
}

Deno.test("blur() returns the floor of the mean of each window, for pictures and windows of any size", () => {
  const shapes = [[1, 1], [1, 9], [9, 1], [2, 3], [13, 8], [8, 21]] as const;
  for (const [width, height] of shapes) {
    for (const size of [1, 2, 3, 4, 7, 8, 9, 16, 17, 40]) {
      const original = randomPicture(width, height, size);
      const expected = [0, 1, 2].map((channel) =>
        blurredByDefinition(channelOf(original, channel), size)
      );
      const blurred = blur(original, size);
      assertEquals(
        [0, 1, 2].map((channel) => channelOf(blurred, channel)),
        expected,
        `${width} × ${height}, window ${size}`,
      );
    }
  }
});

Deno.test("blur() equals the original bot's on a grey picture, except where the window crosses an edge", () => {
  const rows = channelOf(randomPicture(40, 30), 0);
  const size = 16;
  // the original has the mean of rows[y..y+16][x..x+16] at (x, y), and drops the rest
  const original = Array.from(
    { length: 30 - size + 1 },
    (_, y) =>
      Array.from({ length: 40 - size + 1 }, (_, x) => {
        const window = rows.slice(y, y + size).flatMap((row) =>
          row.slice(x, x + size)
        );
        return Math.floor(
          window.reduce((sum, value) => sum + value) / size ** 2,
        );
      }),
  );
  const inside = greyRows(blur(greyPicture(rows), size))
    .slice(7, 30 - 8).map((row) => row.slice(7, 40 - 8));
  assertEquals(inside, original);
});

Deno.test("blur() does not change a picture of one colour, with any window", () => {
  for (let size = 1; size <= 2000; size++) {
    const image = pictureFrom(Uint8Array.of(255, 1, size % 256, 7), 1, 1);
    assertEquals([...blur(image, size).bitmap], [255, 1, size % 256, 7]);
  }
});

Deno.test("blur() does not change alpha", () => {
  const alpha = channelOf(randomPicture(9, 9), 3);
  assertEquals(channelOf(blur(randomPicture(9, 9), 4), 3), alpha);
});

Deno.test("blur() returns the correct means even when the running sums overflow 32 bits", () => {
  const white = pictureFrom(new Uint8Array(9000 * 2 * 4).fill(255), 9000, 2);
  assert(blur(white, 2000).bitmap.every((value) => value === 255));
});

Deno.test("blur's window is 16 pixels wide by default", () => {
  assertEquals(action.parse([]), { size: 16 });
  assertEquals(action.parse(["4"]), { size: 4 });
});

Deno.test("blur refuses anything but a whole number from 1 to 2000", () => {
  for (
    const words of [["0"], ["2001"], ["4.5"], ["-4"], ["40%"], ["a"], [
      "4",
      "5",
    ]]
  ) {
    assertThrows(
      () => action.parse(words),
      OptionError,
      "blur takes a whole number from 1 to 2000. For example: blur 4",
    );
  }
});
