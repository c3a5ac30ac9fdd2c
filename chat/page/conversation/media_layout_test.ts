import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { boxOfPicture, rowsOfAlbum } from "./media_layout.js";

const counts = (ratios: number[]) =>
  rowsOfAlbum(ratios).map(({ count }) => count);

Deno.test("A picture is shown at its own size when that is small, else fitted", () => {
  assertEquals(boxOfPicture(300, 200), { width: 300, ratio: 1.5 });
  assertEquals(boxOfPicture(4000, 3000).width, 420);
  const tower = boxOfPicture(3000, 4000);
  assertAlmostEquals(tower.width / tower.ratio, 400, 1);
});

Deno.test("A tiny picture is enlarged so that it can be seen, and more where words stand under it", () => {
  assertEquals(boxOfPicture(20, 20).width, 150);
  assertEquals(boxOfPicture(20, 20, false).ratio, 1);
  assertEquals(boxOfPicture(20, 20, true).width, 260);
});

Deno.test("No picture is taller than a screen or flatter than a line", () => {
  for (const [width, height] of [[10, 5000], [5000, 10], [1, 1]] as const) {
    for (const withText of [false, true]) {
      const box = boxOfPicture(width, height, withText);
      assert(box.width / box.ratio <= 401, `${width} × ${height}`);
      assert(box.width / box.ratio >= 50, `${width} × ${height}`);
    }
  }
});

Deno.test("A picture of unknown size gets a place too", () => {
  assertEquals(boxOfPicture(undefined, undefined), {
    width: 400,
    ratio: 4 / 3,
  });
});

Deno.test("The rows of an album hold all its pictures, at most three each", () => {
  for (let count = 2; count <= 10; count++) {
    const rows = counts(Array.from({ length: count }, (_, at) => 0.5 + at / 5));
    assertEquals(rows.reduce((sum, row) => sum + row, 0), count);
    assert(rows.every((row) => row <= 3));
  }
});

Deno.test("An album is about as tall as wide at most", () => {
  for (let count = 2; count <= 10; count++) {
    for (const ratio of [0.3, 0.75, 1, 1.5, 4]) {
      const rows = rowsOfAlbum(Array.from({ length: count }, () => ratio));
      const height = rows.reduce((sum, row) => sum + 1 / row.ratio, 0);
      assert(height < 1.06, `${count} of ${ratio}: ${height}`);
      assert(height > 0.2, `${count} of ${ratio}: ${height}`);
    }
  }
});

Deno.test("Four squares make a square", () => {
  assertEquals(counts([1, 1, 1, 1]), [2, 2]);
});
