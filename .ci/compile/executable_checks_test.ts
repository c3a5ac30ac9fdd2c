import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { CompileError } from "./compile_error.ts";
import { checkExecutable, checkSize, MAX_SIZE } from "./executable_checks.ts";

Deno.test("checkSize() refuses an executable that is too large", () => {
  checkSize(MAX_SIZE);
  assertThrows(() => checkSize(MAX_SIZE + 1), CompileError, "160.0 MB");
});

/** Runs a test on a shell script instead of an executable. */
async function withProgram(
  script: string,
  test: (path: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "polybot");
  await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  await test(path);
  await Deno.remove(folder, { recursive: true });
}

/** Returns a script that has version 1 and runs commands as its self-check. */
const version1 = (selfCheck: string) =>
  `test "$1" = --version && echo polybot 1 || { ${selfCheck}; }`;

Deno.test("checkExecutable() returns the output of the self-check", () =>
  withProgram(version1("echo 3 checks passed"), async (path) => {
    assertEquals(await checkExecutable(path, "1"), "3 checks passed\n");
  }));

Deno.test("checkExecutable() refuses another version, and a failed self-check", async () => {
  await withProgram("echo polybot 2", async (path) => {
    await assertRejects(
      () => checkExecutable(path, "1"),
      CompileError,
      "'polybot 2'",
    );
  });
  await withProgram(version1("echo bad; exit 1"), async (path) => {
    await assertRejects(() => checkExecutable(path, "1"), CompileError, "bad");
  });
});

Deno.test("checkExecutable() passes nothing of this machine's environment on", () =>
  withProgram(version1("echo $PWD$LANG$USER"), async (path) => {
    assertEquals(
      await checkExecutable(path, "1"),
      `${path.replace(/\/polybot$/, "")}\n`,
    );
  }));
