import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";

Deno.test("a record is absent from the moment it expires", async () => {
  let now = Date.now();
  await using opened = await openTemporaryBackend({ now: () => now });
  const { answers } = opened.backend;
  const expiresAt = new Date(now + 1000);
  await answers.put("a", { state: "answered" }, { expiresAt });
  now += 999;
  assertEquals((await answers.get("a"))?.expiresAt, expiresAt);
  now += 1;
  assertEquals(await answers.get("a"), undefined);
});

Deno.test("reading a record that does not match its schema throws an error that names it", async () => {
  await using opened = await openTemporaryBackend();
  await opened.backend.answers.put("a", { state: "answered" });
  const database = new DatabaseSync(join(opened.directory, "polybot.db"));
  for (const value of ['{"state":"new"}', "not JSON"]) {
    database.prepare("UPDATE records SET value = ?").run(value);
    const error = await assertRejects(
      () => opened.backend.answers.get("a"),
      Error,
      "Cannot read the record 'a' of 'answers'",
    );
    assert(error.cause instanceof Error);
  }
  database.close();
});
