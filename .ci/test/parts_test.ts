import { assertEquals } from "@std/assert";
import { repositoryFiles } from "../linters/linter.ts";
import type { TestPart } from "./part.ts";
import { OPERATIONS_PARTS, SERVICE_PARTS } from "./parts.ts";

/** Returns whether a path is one of those, or below one. */
const isBelow = (path: string, folders: readonly string[]) =>
  folders.some((folder) =>
    folder === "." || path === folder || path.startsWith(`${folder}/`)
  );

const runs = ({ paths, ignored }: TestPart, path: string) =>
  isBelow(path, paths) && !isBelow(path, ignored);

Deno.test("each test is in one part of the run", async () => {
  const parts = [...SERVICE_PARTS, ...OPERATIONS_PARTS];
  const tests = (await repositoryFiles())
    .filter((path) => path.endsWith("_test.ts") && path !== "load_test.ts");
  const misplaced = tests.flatMap((path) => {
    const names = parts.filter((part) => runs(part, path))
      .map(({ name }) => name);
    return names.length === 1 ? [] : [`${path}: ${names.join(", ") || "none"}`];
  });
  assertEquals(misplaced, []);
});

Deno.test("the tests of operations are left to --all", () => {
  for (
    const path of [
      "ansible/deploy_test.ts",
      "lab/hosts/hosts_test.ts",
      ".ci/linters/linters_test.ts",
      ".ci/compile/executables_test.ts",
    ]
  ) {
    assertEquals(SERVICE_PARTS.filter((part) => runs(part, path)), [], path);
  }
});
