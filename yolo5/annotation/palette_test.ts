import { assertEquals, assertMatch } from "@std/assert";
import { COCO_CLASSES } from "../../shared/coco.ts";
import { CLASS_COLOURS, textColourOn, toRgb } from "./palette.ts";

Deno.test("every class has its own colour", () => {
  const colours = COCO_CLASSES.map((name) => CLASS_COLOURS[name]);
  for (const colour of colours) assertMatch(colour, /^#[\da-f]{6}$/);
  assertEquals(new Set(colours).size, COCO_CLASSES.length);
});

Deno.test("toRgb() returns red, green and blue", () => {
  assertEquals(toRgb("#0180ff"), [1, 128, 255]);
});

Deno.test("textColourOn() is black on light and white on dark", () => {
  assertEquals(textColourOn("#ffffff"), "#000000");
  assertEquals(textColourOn("#ffff00"), "#000000");
  assertEquals(textColourOn("#0000ff"), "#ffffff");
  assertEquals(textColourOn("#000000"), "#ffffff");
});
