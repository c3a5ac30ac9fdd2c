import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { pictureFrom } from "../../shared/pictures/picture.ts";
import { OptionError } from "./action.ts";
import action, { concat } from "./concat.ts";
import {
  channelOf,
  greyPicture,
  greyRows,
  randomPicture,
} from "../../lab/pictures/small_pictures.ts";

/** Combines grey pictures with the given options. */
const concatWith = async (
  options: string,
  ...pictures: readonly (readonly (readonly number[])[])[]
) => {
  const words = options.split(" ").filter((word) => word !== "");
  return greyRows(
    await action.apply(pictures.map(greyPicture), action.parse(words)),
  );
};

const [first, second, third] = [[[1, 2], [3, 4]], [[5], [6]], [[7], [8]]];

Deno.test("concat puts the first photo on the left by default", async () => {
  const expected = [[1, 2, 5, 7], [3, 4, 6, 8]];
  assertEquals(await concatWith("", first, second, third), expected);
  assertEquals(await concatWith("horizontal", first, second, third), expected);
  assertEquals(
    await concatWith("right-to-left", first, second, third),
    expected,
  );
});

Deno.test("concat left-to-right puts the second photo to the left of the first", async () => {
  const expected = [[7, 5, 1, 2], [8, 6, 3, 4]];
  for (
    const options of [
      "left-to-right",
      "horizontal left-to-right",
      "left to right",
      "left-to-right horizontal",
    ]
  ) {
    assertEquals(await concatWith(options, first, second, third), expected);
  }
});

Deno.test("concat vertical and bottom-to-top put the first photo on top, top-to-bottom the second", async () => {
  const [upper, lower] = [[[1, 2], [3, 4]], [[5, 6]]];
  const expected = [[1, 2], [3, 4], [5, 6]];
  assertEquals(await concatWith("vertical", upper, lower), expected);
  assertEquals(await concatWith("bottom-to-top", upper, lower), expected);
  assertEquals(await concatWith("top to bottom", upper, lower), [
    [5, 6],
    [1, 2],
    [
      3,
      4,
    ],
  ]);
});

Deno.test("concat() keeps every channel of pictures of one size", async () => {
  const [left, right] = [randomPicture(5, 4, 1), randomPicture(7, 4, 2)];
  const image = await concat([left, right], action.parse([]));
  for (const channel of [0, 1, 2, 3]) {
    const rightRows = channelOf(right, channel);
    assertEquals(
      channelOf(image, channel),
      channelOf(left, channel).map((row, y) => [...row, ...rightRows[y] ?? []]),
    );
  }
});

Deno.test("concat() scales each picture in proportion, so that adjoining edges have the smallest one's length", async () => {
  const sizes = [[40, 20], [30, 10], [3, 600]] as const;
  const images = sizes.map(([width, height]) => randomPicture(width, height));
  const row = await concat(images, action.parse(["horizontal"]));
  // 40 × 20 → 20 × 10; 30 × 10; 3 × 600 → 0.05 × 10, which is 1 × 10
  assertEquals([row.width, row.height], [20 + 30 + 1, 10]);
  const column = await concat(images, action.parse(["vertical"]));
  // 40 × 20 → 3 × 1.5, which is 3 × 2; 30 × 10 → 3 × 1; 3 × 600
  assertEquals([column.width, column.height], [3, 2 + 1 + 600]);
});

Deno.test("concat() refuses fewer than 2 and more than 10 photos", async () => {
  const images = Array.from({ length: 11 }, () => randomPicture(2, 2));
  for (const count of [0, 1, 11]) {
    await assertRejects(
      () => concat(images.slice(0, count), action.parse([])),
      OptionError,
      "I need 2 to 10 photos for concat",
    );
  }
  assertEquals((await concat(images.slice(1), action.parse([]))).width, 20);
});

Deno.test("concat() refuses a result of more than 50 megapixels before making it", async () => {
  // a small picture that claims to be large: reading its pixels would fail
  const large = {
    ...pictureFrom(new Uint8Array(4), 1, 1),
    width: 5001,
    height: 5000,
  };
  await assertRejects(
    () => concat([large, large], action.parse([])),
    OptionError,
    "would make a picture of 10002 × 5000 pixels; at most 50 megapixels",
  );
});

Deno.test("concat refuses unknown sides, and sides that do not fit the direction", () => {
  for (
    const options of [
      "horizontal top-to-bottom",
      "vertical left-to-right",
      "horizontal vertical",
      "left",
      "left-to-top",
      "left-to-left",
      "left-to-right right-to-left",
      "4",
    ]
  ) {
    assertThrows(
      () => action.parse(options.split(" ")),
      OptionError,
      "For example: concat vertical",
    );
  }
});
