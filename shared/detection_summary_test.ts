import { assertEquals } from "@std/assert";
import { countObjects, summarize } from "./detection_summary.ts";

Deno.test("countObjects() returns a line for each class", () => {
  assertEquals(countObjects(["dog", "cat", "cat"]), ["Cat: 2", "Dog: 1"]);
  assertEquals(countObjects([]), []);
});

Deno.test("summarize() counts each class, the most frequent first", () => {
  assertEquals(
    summarize(["cell phone", "person", "dog", "person"]),
    "Detected Objects:\nPerson: 2\nCell phone: 1\nDog: 1",
  );
});

Deno.test("summarize() reports that nothing was found", () => {
  assertEquals(summarize([]), "Detected Objects:\nNone");
});
