import { assertEquals, assertThrows } from "@std/assert";
import { openDatabase } from "./database.ts";

Deno.test("transaction() stores nothing if its work throws", () => {
  const database = openDatabase(":memory:");
  const insert = (id: number) =>
    database.run`INSERT INTO updates VALUES (${id}, '{}')`;
  assertThrows(
    () =>
      database.transaction(() => {
        insert(1);
        throw new RangeError("half-way");
      }),
    RangeError,
    "half-way",
  );
  assertEquals(database.all`SELECT id FROM updates`, []);
  assertEquals(database.transaction(() => insert(2).changes), 1);
  assertEquals(Number(database.one`SELECT id FROM updates`?.["id"]), 2);
  database.close();
});

Deno.test("an event never gets the id of a deleted one", () => {
  const database = openDatabase(":memory:");
  const insert = () =>
    database.run`INSERT INTO events (event) VALUES ('')`.lastId;
  assertEquals([insert(), insert()], [1, 2]);
  database.run`DELETE FROM events WHERE id = 2`;
  assertEquals(insert(), 3);
  database.close();
});
