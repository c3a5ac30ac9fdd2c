import { assertEquals } from "@std/assert";
import { countOf, summaryOf, total } from "./count.ts";

Deno.test("summaryOf() ends with the counts, and says each reason once", () => {
  const skipped = ["no packer", "no Python", "no packer"];
  assertEquals(
    summaryOf({ passed: 7, failed: ["yamllint\nno.yaml"], skipped }),
    `Skipped:
  2 × no packer
  no Python

Failed:
  yamllint
    no.yaml

7 passed, 1 failed, 3 skipped`,
  );
});

Deno.test("summaryOf() is one line where all passed", () => {
  const count = total([countOf("format", true), countOf("lint", true)]);
  assertEquals(summaryOf(count), "2 passed, 0 failed, 0 skipped");
});
