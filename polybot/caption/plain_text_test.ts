import { assertEquals } from "@std/assert";
import { plainText } from "./plain_text.ts";

Deno.test("plainText() returns lower case and single spaces, and keeps line breaks", () => {
  assertEquals(plainText("  Blur\t 4\u00a0 "), "blur 4");
  assertEquals(plainText("Blur\r\n\r\nRotate\u2028x"), "blur\nrotate\nx");
});

Deno.test("plainText() converts the digits of any script to ASCII", () => {
  assertEquals(plainText("４０ ٤٠ ۴۰ ४० 𝟜𝟘"), "40 40 40 40 40");
});

Deno.test("plainText() converts all kinds of dashes to hyphens and all kinds of commas to ASCII commas", () => {
  assertEquals(plainText("anti–clockwise −4 — x"), "anti-clockwise -4 - x");
  assertEquals(plainText("a，b、c،d"), "a,b,c,d");
});

Deno.test("plainText() removes quotes, brackets, emoji and invisible characters", () => {
  assertEquals(plainText("🌫️ “blur” [4]"), "blur 4");
  assertEquals(plainText("✏️ con\u200btour\u200f"), "contour");
  assertEquals(plainText("salt’n’pepper = (0.1)"), "saltnpepper 0.1");
  assertEquals(plainText("blur\u0000\u001b4"), "blur 4");
});

Deno.test("plainText() reads a comma between digits as a decimal comma", () => {
  assertEquals(plainText("0,1, 4,blur"), "0.1, 4,blur");
});

Deno.test("plainText() joins a number and its percent sign", () => {
  assertEquals(plainText("40 %"), "40%");
});
