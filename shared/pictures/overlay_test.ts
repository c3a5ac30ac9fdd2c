import { assertEquals } from "@std/assert";
import {
  blankPicture,
  greyPicture,
  greyRows,
  pixelAt,
} from "../../lab/pictures/small_pictures.ts";
import { overlayPicture } from "./overlay.ts";

Deno.test("overlayPicture() draws at the given position, and cuts off parts outside of the picture", () => {
  const drawn = (x: number, y: number) => {
    const picture = greyPicture([[0, 0, 0], [0, 0, 0]]);
    overlayPicture(picture, greyPicture([[1, 2], [3, 4]]), x, y);
    return greyRows(picture);
  };
  assertEquals(drawn(1, 0), [[0, 1, 2], [0, 3, 4]]);
  assertEquals(drawn(-1, -1), [[4, 0, 0], [0, 0, 0]]);
  assertEquals(drawn(2, 1), [[0, 0, 0], [0, 0, 1]]);
  assertEquals(drawn(3, 0), [[0, 0, 0], [0, 0, 0]]);
  assertEquals(drawn(0, -5), [[0, 0, 0], [0, 0, 0]]);
});

Deno.test("overlayPicture() keeps the picture visible under transparent pixels", () => {
  const over = (under: readonly number[], colour: readonly number[]) => {
    const picture = blankPicture(1, 1, under);
    overlayPicture(picture, blankPicture(1, 1, colour), 0, 0);
    return pixelAt(picture, 0, 0);
  };
  const black = [0, 0, 0, 255];
  assertEquals(over(black, [200, 100, 50, 255]), [200, 100, 50, 255]);
  assertEquals(over(black, [200, 100, 50, 0]), black);
  assertEquals(over(black, [200, 100, 50, 127]), [100, 50, 25, 255]);
  assertEquals(over([255, 255, 255, 255], [255, 255, 255, 128]), [
    255,
    255,
    255,
    255,
  ]);
  assertEquals(over([0, 0, 0, 0], [8, 8, 8, 64]), [2, 2, 2, 64]);
});
