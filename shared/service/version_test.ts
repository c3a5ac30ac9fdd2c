import { assertEquals } from "@std/assert";
import { ARGUMENTS, compiledAs, isVersion, readVersion } from "./version.ts";

Deno.test("readVersion() finds the version that compiledAs() put before the arguments", () => {
  for (const version of ["1", "c0ffee-dirty", "a".repeat(64)]) {
    assertEquals(readVersion([compiledAs(version), "--help"]), {
      version,
      args: ["--help"],
    });
  }
});

Deno.test("readVersion() reads a version only from the first argument", () => {
  const args = ["--help", compiledAs("1")];
  assertEquals(readVersion(args), { version: "development", args });
  assertEquals(readVersion([compiledAs("1"), compiledAs("2")]).version, "1");
});

Deno.test("compiledAs() returns the same length for every version", () => {
  assertEquals(compiledAs("1").length, compiledAs("a".repeat(64)).length);
});

Deno.test("isVersion() accepts names that are safe in a path, except those reserved for deployments", () => {
  const good = ["1", "v1.2.3", "a".repeat(40), "c0ffee-dirty", "a".repeat(64)];
  for (const text of good) assertEquals(isVersion(text), true, text);
  const bad = ["", "current", "previous", "a/b", "..", "-x", " ", "a\n"];
  for (const text of [...bad, "a".repeat(65)]) {
    assertEquals(isVersion(text), false, text);
  }
});

Deno.test("run from source, a program has the arguments that it was called with", () => {
  assertEquals(ARGUMENTS, Deno.args);
});
