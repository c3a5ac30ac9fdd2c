import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CompileError } from "./compile_error.ts";
import { commitVersion } from "./version.ts";

async function git(cwd: string, ...args: string[]) {
  const settings = ["user.name=a", "user.email=a@example.com"];
  const { success } = await new Deno.Command("git", {
    args: [...settings.flatMap((pair) => ["-c", pair]), ...args],
    cwd,
    stdout: "null",
  }).output();
  assertEquals(success, true);
}

Deno.test("commitVersion() returns the commit's hash, dirty if a file differs from it or is new", async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, "file");
  await git(folder, "init", "--quiet");
  await Deno.writeTextFile(file, "1");
  await git(folder, "add", "file");
  await git(folder, "commit", "--quiet", "--message", "First");
  const clean = await commitVersion(folder);
  assertMatch(clean, /^[\da-f]{40}$/);
  await Deno.writeTextFile(file, "2");
  assertEquals(await commitVersion(folder), `${clean}-dirty`);
  await Deno.writeTextFile(file, "1");
  await Deno.writeTextFile(join(folder, "new"), "");
  assertEquals(await commitVersion(folder), `${clean}-dirty`);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("commitVersion() asks for --version if there is no commit", async () => {
  const folder = await Deno.makeTempDir();
  await assertRejects(() => commitVersion(folder), CompileError, "--version");
  await Deno.remove(folder);
});
