import { assertEquals, assertThrows } from "@std/assert";
import { pictureFrom } from "../../shared/pictures/picture.ts";
import { OptionError } from "./action.ts";
import action, { contour } from "./contour.ts";
import {
  channelOf,
  greyPicture,
  greyRows,
  randomPicture,
} from "../../lab/pictures/small_pictures.ts";

Deno.test("contour() returns the difference of two greys' values, for every pair", () => {
  const values = Array.from({ length: 256 }, (_, value) => value);
  const pairs = values.flatMap((left) => values.map((right) => [left, right]));
  assertEquals(
    greyRows(contour(greyPicture(pairs))),
    pairs.map(([left = 0, right = 0]) => {
      const difference = Math.abs(left - right);
      return [difference, difference];
    }),
  );
});

Deno.test("contour() compares each pixel with its right neighbour, and repeats the column before the last", () => {
  const image = greyPicture([[10, 30, 30, 5], [0, 255, 0, 255]]);
  assertEquals(greyRows(contour(image)), [[20, 0, 25, 25], [
    255,
    255,
    255,
    255,
  ]]);
});

Deno.test("contour() returns the rounded difference of two colours' luminances", () => {
  const rgba = Uint8Array.of(200, 100, 50, 255, 10, 20, 30, 255);
  const expected = Math.round(
    0.2989 * (200 - 10) + 0.5870 * (100 - 20) + 0.1140 * (50 - 30),
  );
  assertEquals(greyRows(contour(pictureFrom(rgba, 2, 1))), [[
    expected,
    expected,
  ]]);
});

Deno.test("contour() makes a picture of one column black", () => {
  assertEquals(greyRows(contour(greyPicture([[9], [200]]))), [[0], [0]]);
});

Deno.test("contour() does not change alpha", () => {
  const alpha = channelOf(randomPicture(5, 4), 3);
  assertEquals(channelOf(contour(randomPicture(5, 4)), 3), alpha);
});

Deno.test("contour refuses options", () => {
  assertThrows(() => action.parse(["3"]), OptionError, "takes no options");
});
