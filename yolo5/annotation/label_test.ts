import { assert, assertEquals } from "@std/assert";
import { measureLabel, renderLabel } from "./label.ts";

/** Counts the pixels of a colour. */
function countPixels(bitmap: Uint8ClampedArray, colour: readonly number[]) {
  let count = 0;
  for (let at = 0; at < bitmap.length; at += 4) {
    if (colour.every((value, channel) => bitmap[at + channel] === value)) {
      count++;
    }
  }
  return count;
}

Deno.test("renderLabel() draws text on a filled background, of the measured size", async () => {
  for (const fontSize of [7, 20, 150]) {
    const size = measureLabel("dog 87%", fontSize);
    const label = await renderLabel("dog 87%", fontSize, "#0000ff");
    assertEquals([label.width, label.height], [size.width, size.height]);
    const area = label.width * label.height;
    const filled = countPixels(label.bitmap, [0, 0, 255, 255]) / area;
    assert(filled > 0.3, `${fontSize}: ${filled} filled`);
  }
  const { bitmap, width, height } = await renderLabel("dog", 60, "#0000ff");
  const text = countPixels(bitmap, [255, 255, 255, 255]) / (width * height);
  assert(text > 0.1 && text < 0.4, `${text} text`);
});

Deno.test("measureLabel() grows with the text and the font size", () => {
  const short = measureLabel("cat 5%", 100);
  const long = measureLabel("traffic light 55%", 100);
  assert(long.width > 2 * short.width);
  assertEquals(long.height, short.height);
  const double = measureLabel("cat 5%", 200);
  assert(Math.abs(double.width - 2 * short.width) <= 1);
});

Deno.test("renderLabel() shows characters that the font lacks as question marks", async () => {
  const unknown = await renderLabel("äx", 40, "#000000");
  const shown = await renderLabel("?x", 40, "#000000");
  assertEquals(unknown.bitmap, shown.bitmap);
});
