import { assertEquals, assertThrows } from "@std/assert";
import { OptionError } from "./action.ts";
import action, { rotate } from "./rotate.ts";
import {
  channelOf,
  greyPicture,
  greyRows,
  randomPicture,
} from "../../lab/pictures/small_pictures.ts";

const rows = [[1, 2, 3], [4, 5, 6]];

Deno.test("rotate() turns clockwise by quarters", () => {
  assertEquals(greyRows(rotate(greyPicture(rows), 1)), [[4, 1], [5, 2], [
    6,
    3,
  ]]);
  assertEquals(greyRows(rotate(greyPicture(rows), 2)), [[6, 5, 4], [3, 2, 1]]);
  assertEquals(greyRows(rotate(greyPicture(rows), 3)), [[3, 6], [2, 5], [
    1,
    4,
  ]]);
});

Deno.test("rotate() moves colour and alpha of every pixel, across the edges of tiles", () => {
  const [width, height] = [67, 45];
  const turned = rotate(randomPicture(width, height), 1);
  assertEquals([turned.width, turned.height], [height, width]);
  for (const channel of [0, 1, 2, 3]) {
    const before = channelOf(randomPicture(width, height), channel);
    assertEquals(
      channelOf(turned, channel),
      Array.from(
        { length: width },
        (_, x) => before.map((row) => row[x] ?? NaN).reverse(),
      ),
    );
  }
});

Deno.test("rotate() restores the picture after a turn in each direction", () => {
  const there = rotate(randomPicture(40, 33), 1);
  assertEquals(rotate(there, 3).bitmap, randomPicture(40, 33).bitmap);
});

Deno.test("rotate reads a direction and degrees in either order, both optional", () => {
  const turns: [string, number][] = [
    ["", 1],
    ["90", 1],
    ["180", 2],
    ["270", 3],
    ["clockwise", 1],
    ["clockwise 270", 3],
    ["270 clockwise", 3],
    ["anti-clockwise", 3],
    ["anticlockwise 90", 3],
    ["anti clockwise 180", 2],
    ["counter-clockwise 270", 1],
    ["counterclockwise", 3],
    ["90 counter clockwise", 3],
    ["90°", 1],
    ["180 degrees clockwise", 2],
    ["ccw 90deg", 3],
  ];
  for (const [text, quarterTurns] of turns) {
    const words = text.split(" ").filter((word) => word !== "");
    assertEquals(action.parse(words), { quarterTurns }, text);
  }
});

Deno.test("rotate refuses other angles, and two angles or directions", () => {
  for (
    const text of [
      "45",
      "0",
      "360",
      "-90",
      "90 180",
      "left",
      "clockwise anti-clockwise",
      "90 90",
    ]
  ) {
    assertThrows(
      () => action.parse(text.split(" ")),
      OptionError,
      "rotate takes clockwise or anti-clockwise, and 90, 180 or 270",
    );
  }
});
