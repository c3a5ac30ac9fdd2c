import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";

Deno.test("only the owner can read a secret", async () => {
  await using opened = await openTemporaryBackend();
  await opened.backend.putSecret("talo/telegram/token", "123:abc");
  const folder = join(opened.directory, "secrets");
  const mode = async (path: string) =>
    ((await Deno.stat(path)).mode ?? 0) & 0o777;
  assertEquals(await mode(join(folder, "talo/telegram/token")), 0o600);
  assertEquals(await mode(folder), 0o700);
});

Deno.test("the line break at the end of a file is not part of the secret", async () => {
  await using opened = await openTemporaryBackend();
  const file = join(opened.directory, "secrets", "token");
  await Deno.writeTextFile(file, "123:abc\n");
  assertEquals((await opened.backend.secrets.get("token")).reveal(), "123:abc");
});

Deno.test("the name of a secret cannot point outside of the folder", async () => {
  await using opened = await openTemporaryBackend();
  for (const name of ["", "../polybot.db", "/etc/hostname", "a/../../b"]) {
    await assertRejects(
      () => opened.backend.secrets.get(name),
      RangeError,
      "its name must be a relative path",
    );
    await assertRejects(() => opened.backend.putSecret(name, "x"), RangeError);
  }
});
