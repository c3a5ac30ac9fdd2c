import { assert, assertEquals } from "@std/assert";
import { openDatabase } from "../storage/database.ts";
import { createSettings } from "../storage/settings.ts";
import { createUpdateLog, type UpdateContent } from "./update_log.ts";

function openTestLog() {
  const database = openDatabase(":memory:");
  const settings = createSettings(database);
  return { settings, log: createUpdateLog(database, settings) };
}

const message = (text: string) => ({ message: { text } }) as UpdateContent;
const query = { callback_query: { id: "1" } } as UpdateContent;

Deno.test("add() starts at a random id and continues by one", () => {
  const [one, other] = [openTestLog(), openTestLog()];
  for (const { log } of [one, other]) {
    for (const text of ["a", "b", "c"]) log.add(message(text));
  }
  const idsOf = ({ log }: typeof one) =>
    log.pending(10).map((update) => update.update_id);
  const [first = 0, ...rest] = idsOf(one);
  assert(first > 100_000_000);
  assertEquals(rest, [first + 1, first + 2]);
  assert(idsOf(other)[0] !== first);
});

Deno.test("add() never reuses an id, even after every update is confirmed", () => {
  const { log } = openTestLog();
  log.add(message("a"));
  const [first] = log.pending(1);
  log.confirm(Number(first?.update_id) + 1);
  assertEquals(log.count(), 0);
  log.add(message("b"));
  assertEquals(log.pending(1)[0]?.update_id, Number(first?.update_id) + 1);
});

Deno.test("add() stores only the kinds of update that the bot allows", () => {
  const { settings, log } = openTestLog();
  settings.set("allowedUpdates", ["message"]);
  log.add(message("a"));
  log.add(query);
  settings.set("allowedUpdates", ["callback_query"]);
  log.add(message("b"));
  log.add(query);
  settings.set("allowedUpdates", []);
  log.add(message("c"));
  const kinds = log.pending(10).map((update) => Object.keys(update)[1]);
  assertEquals(kinds, ["message", "callback_query", "message"]);
});

Deno.test("keepLast() deletes all but the last updates", () => {
  const { log } = openTestLog();
  for (const text of ["a", "b", "c"]) log.add(message(text));
  log.keepLast(2);
  assertEquals(log.pending(10).map(({ message }) => message?.text), ["b", "c"]);
  log.keepLast(0);
  assertEquals(log.count(), 0);
});
