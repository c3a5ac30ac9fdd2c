import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { boxOfPicture, rowsOfAlbum } from "./media_layout.js";

const counts = (ratios: number[]) =>
  rowsOfAlbum(ratios).map(({ count }) => count);

Deno.test("boxOfPicture() keeps the size of a small picture, and reduces a large one", () => {
  assertEquals(boxOfPicture(300, 200), { width: 300, ratio: 1.5 });
  assertEquals(boxOfPicture(4000, 3000).width, 420);
  const tower = boxOfPicture(3000, 4000);
  assertAlmostEquals(tower.width / tower.ratio, 400, 1);
});

Deno.test("boxOfPicture() enlarges a tiny picture, and even more if there is text under it", () => {
  assertEquals(boxOfPicture(20, 20).width, 150);
  assertEquals(boxOfPicture(20, 20, false).ratio, 1);
  assertEquals(boxOfPicture(20, 20, true).width, 260);
});

Deno.test("boxOfPicture() limits the proportions of very tall and very wide pictures", () => {
  for (const [width, height] of [[10, 5000], [5000, 10], [1, 1]] as const) {
    for (const withText of [false, true]) {
      const box = boxOfPicture(width, height, withText);
      assert(box.width / box.ratio <= 401, `${width} × ${height}`);
      assert(box.width / box.ratio >= 50, `${width} × ${height}`);
    }
  }
});

Deno.test("boxOfPicture() assumes 4:3 for a picture of unknown size", () => {
  assertEquals(boxOfPicture(undefined, undefined), {
    width: 400,
    ratio: 4 / 3,
  });
});

Deno.test("rowsOfAlbum() puts every picture in a row, at most three in each", () => {
  for (let count = 2; count <= 10; count++) {
    const rows = counts(Array.from({ length: count }, (_, at) => 0.5 + at / 5));
    assertEquals(rows.reduce((sum, row) => sum + row, 0), count);
    assert(rows.every((row) => row <= 3));
  }
});

Deno.test("rowsOfAlbum() makes no album much taller than wide", () => {
  for (let count = 2; count <= 10; count++) {
    for (const ratio of [0.3, 0.75, 1, 1.5, 4]) {
      const rows = rowsOfAlbum(Array.from({ length: count }, () => ratio));
      const height = rows.reduce((sum, row) => sum + 1 / row.ratio, 0);
      assert(height < 1.06, `${count} of ${ratio}: ${height}`);
      assert(height > 0.2, `${count} of ${ratio}: ${height}`);
    }
  }
});

Deno.test("rowsOfAlbum() makes a square of four squares", () => {
  assertEquals(counts([1, 1, 1, 1]), [2, 2]);
});
