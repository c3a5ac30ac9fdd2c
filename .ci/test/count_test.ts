import { assertEquals } from "@std/assert";
import { countOf, summaryOf, total } from "./count.ts";

Deno.test("summaryOf() ends with the counts, and gives each reason once", () => {
  const skipped = ["no packer", "no Python", "no packer"];
  const failed = countOf("yamllint", "no.yaml\n");
  assertEquals(
    summaryOf(total([{ passed: 7, failed: [], skipped }, failed])),
    `Skipped:
  2 × no packer
  no Python

Failed:
  yamllint
    no.yaml

7 passed, 1 failed, 3 skipped`,
  );
});

Deno.test("summaryOf() is one line if everything passed", () => {
  const count = total([
    countOf("format", undefined),
    countOf("lint", undefined),
  ]);
  assertEquals(summaryOf(count), "2 passed, 0 failed");
});
