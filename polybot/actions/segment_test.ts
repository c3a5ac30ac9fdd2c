import { assertEquals, assertThrows } from "@std/assert";
import { pictureFrom } from "../../shared/pictures/picture.ts";
import { OptionError } from "./action.ts";
import action, { segment } from "./segment.ts";
import {
  channelOf,
  greyPicture,
  greyRows,
  randomPicture,
} from "../../lab/pictures/small_pictures.ts";

Deno.test("segment() makes a grey pixel white only if its value is above the threshold, for every value and threshold", () => {
  const values = Array.from({ length: 256 }, (_, value) => value);
  for (let threshold = 0; threshold < 256; threshold++) {
    assertEquals(
      greyRows(segment(greyPicture([values]), threshold)),
      [values.map((value) => value > threshold ? 255 : 0)],
      `threshold ${threshold}`,
    );
  }
});

Deno.test("segment() compares a colour's luminance unrounded", () => {
  // 0.2989 × 1 + 0.5870 × 171 = 100.6759, and × 170 it is 100.0889
  const rgba = Uint8Array.of(1, 171, 0, 255, 1, 170, 0, 255, 0, 170, 0, 255);
  // × 170 without the red it is 99.79
  assertEquals(greyRows(segment(pictureFrom(rgba, 3, 1), 100)), [[
    255,
    255,
    0,
  ]]);
});

Deno.test("segment() does not change alpha", () => {
  const alpha = channelOf(randomPicture(5, 4), 3);
  assertEquals(channelOf(segment(randomPicture(5, 4), 90), 3), alpha);
});

Deno.test("segment's threshold is 100 by default", () => {
  assertEquals(action.parse([]), { threshold: 100 });
  assertEquals(action.parse(["0"]), { threshold: 0 });
});

Deno.test("segment refuses anything but a whole number from 0 to 255", () => {
  for (const words of [["256"], ["-1"], ["1.5"], ["50%"], ["1", "2"]]) {
    assertThrows(
      () => action.parse(words),
      OptionError,
      "segment takes a whole number from 0 to 255. For example: segment 150",
    );
  }
});
