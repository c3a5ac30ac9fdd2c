import { assertEquals } from "@std/assert";
import { summarize } from "./summary.ts";

Deno.test("summarize() counts each class, the most frequent first", () => {
  assertEquals(
    summarize(["cell phone", "person", "dog", "person"]),
    "Detected Objects:\nPerson: 2\nCell phone: 1\nDog: 1",
  );
});

Deno.test("summarize() says so when nothing was found", () => {
  assertEquals(summarize([]), "Detected Objects:\nNone");
});
