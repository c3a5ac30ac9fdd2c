import { assertEquals } from "@std/assert";
import { placeLabel, type Rectangle } from "./label_placement.ts";

const PICTURE = { width: 400, height: 300 };
const LABEL = { width: 80, height: 20 };
const BOX: Rectangle = { x: 100, y: 100, width: 200, height: 150 };

const at = (box: Rectangle, taken: readonly Rectangle[] = []) => {
  const { x, y } = placeLabel(box, LABEL, PICTURE, taken);
  return [x, y];
};

Deno.test("a label is placed on the top left corner of its box", () => {
  assertEquals(at(BOX), [100, 80]);
});

Deno.test("a label of a box at the top of the picture is placed inside the box", () => {
  assertEquals(at({ ...BOX, y: 10 }), [100, 10]);
});

Deno.test("a label of a box at the right edge of the picture is shifted to the left", () => {
  assertEquals(at({ x: 390, y: 100, width: 10, height: 50 }), [320, 80]);
});

Deno.test("a label avoids others: to the right, then inside the box", () => {
  const left = { ...LABEL, x: 90, y: 90 };
  assertEquals(at(BOX, [left]), [220, 80]);
  const row = { x: 0, y: 70, width: 400, height: 30 };
  assertEquals(at(BOX, [row]), [100, 100]);
});

Deno.test("a label without a free position is placed where it covers the least", () => {
  const everywhere = { x: 0, y: 0, ...PICTURE };
  const twice = { x: 0, y: 0, width: 400, height: 230 };
  assertEquals(at(BOX, [everywhere, twice]), [100, 250]);
});

Deno.test("a label as large as the picture is placed in its corner", () => {
  const place = placeLabel(
    { x: 5, y: 5, width: 50, height: 10 },
    LABEL,
    LABEL,
    [],
  );
  assertEquals(place, { x: 0, y: 0, ...LABEL });
});
