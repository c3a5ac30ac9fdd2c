import { assertEquals } from "@std/assert";
import { editDistance, nearest } from "./spelling.ts";

Deno.test("editDistance() counts letters added, removed, replaced or swapped", () => {
  assertEquals(editDistance("blur", "blur"), 0);
  assertEquals(editDistance("blurr", "blur"), 1);
  assertEquals(editDistance("bur", "blur"), 1);
  assertEquals(editDistance("blue", "blur"), 1);
  assertEquals(editDistance("bulr", "blur"), 1);
  assertEquals(editDistance("kitten", "sitting"), 3);
  assertEquals(editDistance("", "blur"), 4);
  assertEquals(editDistance("blur", ""), 4);
});

Deno.test("nearest() returns the nearest first, and no more than asked for", () => {
  const candidates = ["contour", "concat", "count"];
  assertEquals(
    nearest("contor", candidates, 2),
    ["contour", "count"].slice(0, 1),
  );
  assertEquals(nearest("cart", ["car", "cat", "cart"], 2), ["cart", "car"]);
});

Deno.test("nearest() allows one wrong letter in a short word and a third in a long one", () => {
  assertEquals(nearest("cog", ["cat"], 3), []);
  assertEquals(nearest("cap", ["cat"], 3), ["cat"]);
  assertEquals(nearest("segmant", ["segment"], 3), ["segment"]);
  assertEquals(nearest("sagmant", ["segment"], 3), ["segment"]);
  assertEquals(nearest("sagmand", ["segment"], 3), []);
});
