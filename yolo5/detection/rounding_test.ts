import { assertEquals } from "@std/assert";
import { roundHalfEven } from "./rounding.ts";

Deno.test("roundHalfEven() rounds to the nearest integer and halves to the even one", () => {
  const rounded = [0.4, 0.5, 0.6, 1.5, 2.5, -0.1, -0.5, -1.5, -2.4, 7]
    .map(roundHalfEven);
  assertEquals(rounded, [0, 0, 1, 2, 2, 0, 0, -2, -2, 7]);
});
