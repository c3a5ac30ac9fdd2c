import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { DataFolderError } from "./data_folder.ts";
import { type Database, openDatabase } from "./database.ts";

async function withFile(work: (file: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await work(join(folder, "polybot.db"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const insert = (database: Database) =>
  database.prepare("INSERT INTO records VALUES ('kind', ?, '', '', NULL)");

const countRecords = (database: Database) =>
  database.prepare("SELECT count(*) AS count FROM records").get()?.count;

Deno.test("openDatabase() can be called several times at the same time for a new file", async () => {
  await withFile(async (file) => {
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => openDatabase(file)),
    );
    for (const [index, database] of opened.entries()) {
      const statement = insert(database);
      await database.write(() => statement.run(String(index)));
    }
    for (const database of opened) {
      assertEquals(countRecords(database), 5);
      database.close();
    }
  });
});

Deno.test("write() stores nothing of a transaction that throws", async () => {
  await withFile(async (file) => {
    const database = await openDatabase(file);
    const statement = insert(database);
    await assertRejects(
      () =>
        database.write(() => {
          statement.run("a");
          throw new RangeError("no");
        }),
      RangeError,
      "no",
    );
    assertEquals(countRecords(database), 0);
    await database.write(() => statement.run("a"));
    assertEquals(countRecords(database), 1);
    database.close();
  });
});

Deno.test("write() waits for the transaction of another connection without blocking the process", async () => {
  await withFile(async (file) => {
    const database = await openDatabase(file);
    const statement = insert(database);
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    let written = false;
    const writing = database.write(() => statement.run("a"))
      .then(() => written = true);
    // reached only if the event loop is not blocked
    await pause(200);
    assertEquals(written, false);
    other.exec("COMMIT");
    await writing;
    assertEquals(countRecords(database), 1);
    other.close();
    database.close();
  });
});

Deno.test("read() does not wait for the transaction of another connection", async () => {
  await withFile(async (file) => {
    const database = await openDatabase(file);
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    assertEquals(await database.read(() => countRecords(database)), 0);
    other.exec("COMMIT");
    other.close();
    database.close();
  });
});

Deno.test("a closed database reports that it was closed", async () => {
  await withFile(async (file) => {
    const database = await openDatabase(file);
    assertEquals(database.closed, false);
    database.close();
    database.close();
    assert(database.closed);
    await assertRejects(
      () => database.write(() => 1),
      Error,
      `Cannot use '${file}': it was closed`,
    );
  });
});

Deno.test("openDatabase() rejects a file that is not a database", async () => {
  await withFile(async (file) => {
    const text = "not a database ".repeat(100);
    await Deno.writeTextFile(file, text);
    await assertRejects(
      () => openDatabase(file),
      DataFolderError,
      `Cannot use '${file}', the database of the data folder: file is not a database`,
    );
    assertEquals(await Deno.readTextFile(file), text);
  });
});

Deno.test("openDatabase() rejects a damaged file", async () => {
  await withFile(async (file) => {
    const database = await openDatabase(file);
    const statement = insert(database);
    await database.write(() => {
      for (let index = 0; index < 2000; index++) statement.run(String(index));
    });
    database.close();
    const bytes = await Deno.readFile(file);
    bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 10_000);
    await Deno.writeFile(file, bytes);
    await assertRejects(
      () => openDatabase(file),
      DataFolderError,
      "If it is damaged, move the folder away to start from scratch",
    );
  });
});

Deno.test("openDatabase() rejects a file of another version", async () => {
  await withFile(async (file) => {
    (await openDatabase(file)).close();
    const other = new DatabaseSync(file);
    other.exec("PRAGMA user_version = 99");
    other.close();
    await assertRejects(
      () => openDatabase(file),
      DataFolderError,
      "another version of Polybot wrote it: its format is 99, this version reads 1",
    );
  });
});
