import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { openDatabase } from "./database.ts";
import { openFileStore } from "./file_store.ts";

async function openTestStore() {
  const directory = await Deno.makeTempDir({ prefix: "polybot-files-" });
  const database = openDatabase(join(directory, "chat.db"));
  const store = await openFileStore(join(directory, "chat_files"), database);
  const pathOf = (path: string) => join(directory, "chat_files", path);
  const record = (id: string, ...files: Parameters<typeof store.record>[1]) => {
    database.run`INSERT INTO media VALUES (${id}, '{}')`;
    store.record(id, files);
  };
  return {
    store,
    pathOf,
    record,
    async [Symbol.asyncDispose]() {
      database.close();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("write() stores a file unchanged, under an id that cannot be guessed", async () => {
  await using files = await openTestStore();
  const bytes = crypto.getRandomValues(new Uint8Array(5000));
  const file = await files.store.write("documents", bytes, {
    contentType: "text/plain",
    extension: ".txt",
    name: "a.txt",
  });
  assertEquals(files.store.find(file.id), undefined);
  files.record("medium", file);

  assertMatch(file.id, /^[\w-]{60,}$/);
  assertMatch(file.path, /^documents\/[\w-]{16,}\.txt$/);
  assertEquals(files.store.find(file.id), { ...file, mediaId: "medium" });
  assertEquals(files.store.findByPath(file.path), file);
  const stored = await new Response(await files.store.open(file)).bytes();
  assertEquals(stored, bytes);
});

Deno.test("discard() removes written files", async () => {
  await using files = await openTestStore();
  const info = { contentType: "image/jpeg", extension: ".jpg" };
  const file = await files.store.write("photos", new Uint8Array(3), info);
  assert(await exists(files.pathOf(file.path)));
  await files.store.discard([file]);
  assert(!await exists(files.pathOf(file.path)));
});

Deno.test("sweep() removes files that were never recorded, except recent ones", async () => {
  await using files = await openTestStore();
  const info = { contentType: "image/jpeg", extension: ".jpg" };
  const write = () => files.store.write("photos", new Uint8Array(3), info);
  const [kept, fresh, lost] = [await write(), await write(), await write()];
  files.record("medium", kept);
  const part = `${lost.path}.part`;
  await Deno.writeFile(files.pathOf(part), new Uint8Array(1));
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const path of [kept.path, lost.path, part]) {
    await Deno.utime(files.pathOf(path), longAgo, longAgo);
  }

  await files.store.sweep();

  assert(await exists(files.pathOf(kept.path)));
  assert(await exists(files.pathOf(fresh.path)));
  assert(!await exists(files.pathOf(lost.path)));
  assert(!await exists(files.pathOf(part)));
});
