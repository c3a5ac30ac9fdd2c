import { assert, assertEquals, assertThrows } from "@std/assert";
import { pictureFrom } from "../../shared/pictures/picture.ts";
import { seededRandom } from "../../lab/random.ts";
import { OptionError } from "./action.ts";
import action, { saltAndPepper } from "./salt_and_pepper.ts";
import {
  channelOf,
  greyPicture,
  greyRows,
  randomPicture,
} from "../../lab/pictures/small_pictures.ts";

const grey = (width: number, height: number) =>
  greyPicture(Array.from({ length: height }, () => Array(width).fill(100)));

Deno.test("saltAndPepper() changes exactly ⌊part × width × height⌋ different pixels", () => {
  for (const part of [0.0001, 0.05, 0.1, 0.333, 0.5, 0.9, 0.999, 1]) {
    for (const [width, height] of [[1, 1], [7, 3], [31, 50]] as const) {
      const noisy = saltAndPepper(grey(width, height), part, seededRandom(1));
      assertEquals(
        greyRows(noisy).flat().filter((value) => value !== 100).length,
        Math.floor(part * width * height),
        `${part} of ${width} × ${height}`,
      );
    }
  }
});

Deno.test("saltAndPepper() makes pixels white or black with equal probability", () => {
  const values = greyRows(saltAndPepper(grey(200, 200), 1, seededRandom(2)));
  const white = values.flat().filter((value) => value === 255).length;
  const black = values.flat().filter((value) => value === 0).length;
  assertEquals(white + black, 40_000);
  // five standard deviations of a fair coin
  assert(Math.abs(white - 20_000) < 5 * 100, `${white} are white`);
});

Deno.test("saltAndPepper() changes every pixel equally often", () => {
  const random = seededRandom(3);
  const hits = Array(10).fill(0);
  for (let round = 0; round < 10_000; round++) {
    const values = greyRows(saltAndPepper(grey(5, 2), 0.3, random)).flat();
    values.forEach((value, at) => hits[at] += value === 100 ? 0 : 1);
  }
  // 3 of 10 each time: five standard deviations of 10,000 draws
  for (const count of hits) assert(Math.abs(count - 3000) < 5 * 46, `${hits}`);
});

Deno.test("saltAndPepper() does not change other pixels or alpha", () => {
  const before = randomPicture(20, 20);
  const after = saltAndPepper(randomPicture(20, 20), 0.3, seededRandom(4));
  assertEquals(channelOf(after, 3), channelOf(before, 3));
  let kept = 0;
  for (let index = 0; index < after.bitmap.length; index += 4) {
    const rgb = after.bitmap.subarray(index, index + 3).join();
    if (rgb === before.bitmap.subarray(index, index + 3).join()) kept++;
    else assert(rgb === "0,0,0" || rgb === "255,255,255", rgb);
  }
  assertEquals(kept, 280);
});

Deno.test("salt and pepper is random", () => {
  const options = action.parse(["0.5"]);
  const noisy = () =>
    action.apply(pictureFrom(new Uint8Array(6400), 40, 40), options).bitmap
      .join();
  assert(noisy() !== noisy());
});

Deno.test("salt and pepper changes a twentieth of the pixels by default", () => {
  assertEquals(action.parse([]), { part: 0.05 });
  assertEquals(action.parse([".25"]), { part: 0.25 });
  assertEquals(action.parse(["25%"]), { part: 0.25 });
  assertEquals(action.parse(["1"]), { part: 1 });
});

Deno.test("salt and pepper refuses anything but a number above 0 and at most 1", () => {
  for (
    const words of [
      ["0"],
      ["1.01"],
      ["0%"],
      ["101%"],
      ["-0.1"],
      ["a"],
      ["0.1", "0.2"],
      ["."],
      ["%"],
    ]
  ) {
    assertThrows(
      () => action.parse(words),
      OptionError,
      "takes a number above 0 and at most 1, or a percentage. For example: salt and pepper 0.1",
    );
  }
});
