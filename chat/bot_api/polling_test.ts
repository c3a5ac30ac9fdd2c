import { assertEquals, assertRejects } from "@std/assert";
import type { Update } from "grammy/types";
import { openDatabase } from "../storage/database.ts";
import { createSettings } from "../storage/settings.ts";
import {
  createUpdateLog,
  type UpdateContent,
} from "../conversation/update_log.ts";
import { BotApiError } from "./bot_api_error.ts";
import { createPolling } from "./polling.ts";

function openTestPolling() {
  const database = openDatabase(":memory:");
  const updates = createUpdateLog(database, createSettings(database));
  const add = (...texts: string[]) => {
    for (const text of texts) {
      updates.add({ message: { text } } as UpdateContent);
    }
    updates.announce();
  };
  return { add, updates, polling: createPolling(updates) };
}

const NOW = { limit: 100, timeout: 0 };
const LONG = { limit: 100, timeout: 60_000 };
const textsOf = (updates: Update[]) =>
  updates.map(({ message }) => message?.text);

Deno.test("poll() returns updates again until they are confirmed", async () => {
  const { add, polling } = openTestPolling();
  add("a", "b", "c");
  const all = await polling.poll(NOW);
  assertEquals(textsOf(all), ["a", "b", "c"]);
  assertEquals(await polling.poll(NOW), all);
  const [, second] = all;
  const rest = await polling.poll({ ...NOW, offset: second?.update_id });
  assertEquals(textsOf(rest), ["b", "c"]);
  assertEquals(textsOf(await polling.poll(NOW)), ["b", "c"]);
});

Deno.test("poll() returns at most as many updates as its limit, oldest first", async () => {
  const { add, polling } = openTestPolling();
  add("a", "b", "c");
  assertEquals(textsOf(await polling.poll({ ...NOW, limit: 2 })), ["a", "b"]);
});

Deno.test("poll() with a negative offset deletes all but the last updates", async () => {
  const { add, polling } = openTestPolling();
  add("a", "b", "c");
  assertEquals(textsOf(await polling.poll({ ...NOW, offset: -1 })), ["c"]);
  assertEquals(textsOf(await polling.poll(NOW)), ["c"]);
});

Deno.test("poll() waits for updates, and returns those that arrived together", async () => {
  const { add, polling } = openTestPolling();
  const waiting = polling.poll(LONG);
  add("a", "b");
  assertEquals(textsOf(await waiting), ["a", "b"]);
});

Deno.test("poll() returns nothing after its timeout", async () => {
  const { polling } = openTestPolling();
  assertEquals(await polling.poll({ limit: 100, timeout: 5 }), []);
});

Deno.test("poll() ends the previous waiting call with a conflict", async () => {
  const { add, polling } = openTestPolling();
  const older = polling.poll(LONG);
  const newer = polling.poll(LONG);
  const error = await assertRejects(() => older, BotApiError);
  assertEquals(error.code, 409);
  assertEquals(
    error.message,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  );
  add("a");
  assertEquals(textsOf(await newer), ["a"]);
});

Deno.test("end() ends the waiting call, with a conflict or without", async () => {
  const { polling } = openTestPolling();
  const first = polling.poll(LONG);
  polling.end();
  assertEquals(await first, []);
  const second = polling.poll(LONG);
  polling.end("terminated by setWebhook request");
  await assertRejects(
    () => second,
    BotApiError,
    "Conflict: terminated by setWebhook request",
  );
  polling.end();
});
