import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createLogger } from "../service/logging.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { openEmbeddedBackend } from "./mod.ts";
import { startPurging } from "./purge.ts";

const DAY = 24 * 60 * 60 * 1000;

const exists = (file: string) => Deno.stat(file).then(() => true, () => false);

async function age(file: string, days: number) {
  const time = new Date(Date.now() - days * DAY);
  await Deno.utime(file, time, time);
}

Deno.test("purge() removes pictures that are older than seven days, and nothing else", async () => {
  await using opened = await openTemporaryBackend();
  const { backend: { objects, purge }, directory } = opened;
  const days = { "images/a/old.jpg": 7.1, "images/new.jpg": 6.9, "other": 99 };
  for (const [key, count] of Object.entries(days)) {
    await objects.put(key, Uint8Array.of(1), "image/jpeg");
    await age(join(directory, "objects", key), count);
  }
  await purge();
  const kept = await Promise.all(
    Object.keys(days).map((key) => exists(join(directory, "objects", key))),
  );
  assertEquals(kept, [false, true, true]);
});

Deno.test("pictures are kept for `pictureAge` seconds", async () => {
  await using opened = await openTemporaryBackend({ pictureAge: 60 });
  const { backend: { objects, purge }, directory } = opened;
  await objects.put("images/a.jpg", Uint8Array.of(1), "image/jpeg");
  await purge();
  await objects.get("images/a.jpg");
  await age(join(directory, "objects/images/a.jpg"), 0.001);
  await purge();
  assertEquals(await exists(join(directory, "objects/images/a.jpg")), false);
});

Deno.test("purge() removes the unfinished file of a killed process, but not a file that is being written", async () => {
  await using opened = await openTemporaryBackend();
  const drafts = join(opened.directory, "drafts");
  for (const name of ["stray", "current"]) {
    await Deno.writeTextFile(join(drafts, name), "half");
  }
  await age(join(drafts, "stray"), 0.1);
  await opened.backend.purge();
  assertEquals(await exists(join(drafts, "stray")), false);
  assertEquals(await exists(join(drafts, "current")), true);
});

Deno.test("purge() removes expired records, old deduplication ids and old dead letters", async () => {
  let now = Date.now();
  await using opened = await openTemporaryBackend({ now: () => now });
  const { backend, directory } = opened;
  const { answers, updates } = backend;
  await answers.put("a", { state: "answered" }, {
    expiresAt: new Date(now + DAY),
  });
  await answers.put("b", { state: "answered" });
  await updates.send("dead", { group: "a", deduplicationId: "1" });
  await updates.send("alive", { group: "a", deduplicationId: "2" });
  const message = await updates.receive({ wait: 0 });
  if (message) await updates.moveToDeadLetters(message);
  const counts = () => {
    const database = new DatabaseSync(join(directory, "polybot.db"));
    const tables = ["records", "deduplications", "messages"].map((table) =>
      database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count
    );
    database.close();
    return tables;
  };
  now += DAY - 1;
  await backend.purge();
  assertEquals(counts(), [2, 0, 2]);
  now += 1;
  await backend.purge();
  assertEquals(counts(), [1, 0, 2]);
  now += 13 * DAY;
  await backend.purge();
  assertEquals(counts(), [1, 0, 1]);
  assertEquals((await updates.receive({ wait: 0 }))?.body, "alive");
});

Deno.test("openEmbeddedBackend() purges the backend", async () => {
  await using opened = await openTemporaryBackend();
  await opened.backend.objects.put(
    "images/a.jpg",
    Uint8Array.of(1),
    "image/jpeg",
  );
  const file = join(opened.directory, "objects/images/a.jpg");
  await age(file, 8);
  const again = await openEmbeddedBackend(opened.directory);
  // close() waits for the purge
  await again.close();
  assertEquals(await exists(file), false);
});

Deno.test("a failed purge is logged", async () => {
  const destination = await Deno.makeTempFile();
  const log = createLogger({ level: "info", destination });
  const purging = startPurging(
    () => Promise.reject(new Error("the disk is gone")),
    log,
  );
  await purging.stop();
  const line = JSON.parse(await Deno.readTextFile(destination));
  assertEquals(line.msg, "cannot remove expired data");
  assertEquals(line.error.message, "the disk is gone");
  await Deno.remove(destination);
});
