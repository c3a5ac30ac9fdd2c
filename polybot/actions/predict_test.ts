import { assertEquals, assertThrows } from "@std/assert";
import { OptionError } from "./action.ts";
import action from "./predict.ts";

const parse = (text: string) =>
  action.parse(text.split(" ").filter((word) => word !== ""));

Deno.test("predict detects all classes by default", () => {
  assertEquals(parse(""), { classes: [], confidence: undefined });
});

Deno.test("predict reads classes and a confidence in any order, each class once", () => {
  const expected = { classes: ["cat", "traffic light"], confidence: 0.4 };
  for (
    const text of [
      "cat traffic light 0.4",
      "40% cats traffic lights",
      "only cats and traffic-lights above .4",
      "cat traffic light cat 40%",
    ]
  ) {
    assertEquals(parse(text), expected, text);
  }
});

Deno.test("predict refuses a confidence that is not from 1% to 100%", () => {
  for (const text of ["0", "40", "101%", "0.001", "-0.4", "0.4x"]) {
    assertThrows(
      () => parse(text),
      OptionError,
      "takes a confidence from 0.01 to 1, or from 1% to 100%. For example: predict 0.4",
    );
  }
});

Deno.test("predict refuses a second confidence", () => {
  assertThrows(() => parse("0.4 0.5"), OptionError, "one confidence");
});

Deno.test("predict refuses an unknown class and suggests the nearest ones", () => {
  assertThrows(
    () => parse("elefant"),
    OptionError,
    "I cannot find “elefant”: predict takes names of things and one confidence. Did you mean elephant? For example: predict elephant 0.4",
  );
  assertThrows(() => parse("unicorn"), OptionError, "I know 80 kinds");
});
