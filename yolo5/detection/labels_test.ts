import { assertEquals } from "@std/assert";
import { toLabel } from "./labels.ts";

Deno.test("toLabel() returns centre and size as fractions of the picture", () => {
  assertEquals(
    toLabel({ class: "dog", score: 0.5, box: [100, 50, 300, 100] }, {
      width: 400,
      height: 200,
    }),
    {
      class: "dog",
      cx: 0.5,
      cy: 0.375,
      width: 0.5,
      height: 0.25,
      score: 0.5,
    },
  );
});
