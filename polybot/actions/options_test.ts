import { assertEquals } from "@std/assert";
import { parseNumber, quote } from "./options.ts";

Deno.test("quote() cuts a long text to 40 whole characters", () => {
  assertEquals(quote("blurr"), "“blurr”");
  assertEquals([...quote("x".repeat(1000))].length, 40 + 2);
  assertEquals(quote("🐈".repeat(50)), `“${"🐈".repeat(39)}…”`);
});

Deno.test("parseNumber() reads decimals and percentages", () => {
  assertEquals(
    ["4", "0.4", ".4", "4.", "40%", "0.5%"].map(parseNumber),
    [4, 0.4, 0.4, 4, 0.4, 0.005],
  );
});

Deno.test("parseNumber() reads nothing else", () => {
  for (
    const word of [
      "",
      ".",
      "%",
      "-1",
      "1e3",
      "0x10",
      "1..2",
      "Infinity",
      "9".repeat(30),
    ]
  ) {
    assertEquals(parseNumber(word), undefined, word);
  }
});
