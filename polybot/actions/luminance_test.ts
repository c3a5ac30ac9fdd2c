import { assertAlmostEquals, assertEquals } from "@std/assert";
import { luminance, LUMINANCE_UNIT } from "./luminance.ts";

Deno.test("luminance() weighs red, green and blue", () => {
  assertAlmostEquals(
    luminance(200, 100, 50) / LUMINANCE_UNIT,
    0.2989 * 200 + 0.5870 * 100 + 0.1140 * 50,
  );
});

Deno.test("luminance() of a grey rounds to the grey's value, for every value", () => {
  for (let value = 0; value < 256; value++) {
    const grey = luminance(value, value, value) / LUMINANCE_UNIT;
    assertEquals(Math.round(grey), value);
  }
});
