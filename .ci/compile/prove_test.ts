import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { CompileError } from "./compile_error.ts";
import { MAX_CONTENTS, MAX_SIZE, prove, weigh } from "./prove.ts";

Deno.test("weigh() refuses an executable that is too large", () => {
  assertEquals(
    weigh({ size: MAX_SIZE, contents: MAX_CONTENTS }, false),
    "160.0 MB, of which 90.0 are compiled in",
  );
  for (
    const info of [
      { size: MAX_SIZE + 1, contents: 1 },
      { size: 1, contents: MAX_CONTENTS + 1 },
    ]
  ) assertThrows(() => weigh(info, false), CompileError, "160.0 MB");
});

Deno.test("weigh() leaves out how large a base of one's own is", () => {
  weigh({ size: 2 * MAX_SIZE, contents: MAX_CONTENTS }, true);
  const contents = MAX_CONTENTS + 1;
  assertThrows(() => weigh({ size: 1, contents }, true), CompileError);
});

/** A program in an executable's place. */
async function withProgram(
  script: string,
  work: (path: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "polybot");
  await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  await work(path);
  await Deno.remove(folder, { recursive: true });
}

Deno.test("prove() gives what the self-test said", () =>
  withProgram(
    'test "$1" = --version && echo polybot 1 || echo 3 checks passed',
    async (path) => assertEquals(await prove(path, "1"), "3 checks passed\n"),
  ));

Deno.test("prove() refuses another version, and a test that fails", async () => {
  await withProgram("echo polybot 2", async (path) => {
    await assertRejects(() => prove(path, "1"), CompileError, "'polybot 2'");
  });
  const failing =
    'test "$1" = --version && echo polybot 1 || { echo bad; exit 1; }';
  await withProgram(failing, async (path) => {
    await assertRejects(() => prove(path, "1"), CompileError, "bad");
  });
});

Deno.test("prove() gives a program nothing of this machine's environment", () =>
  withProgram(
    'test "$1" = --version && echo polybot 1 || echo $PWD$LANG$USER',
    async (path) => {
      assertEquals(
        await prove(path, "1"),
        `${path.replace(/\/polybot$/, "")}\n`,
      );
    },
  ));
