import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { createEventLog, type EventLog } from "../conversation/event_log.ts";
import { openDatabase } from "../storage/database.ts";
import { readEvents } from "../../lab/telegram/test_chat.ts";
import { streamEvents } from "./event_stream.ts";

function openTestLog() {
  const log = createEventLog(openDatabase(":memory:"));
  const add = (...texts: string[]) => {
    for (const text of texts) {
      log.fill({ id: log.reserve(), from: "bot", text, at: "" });
    }
    log.announce();
  };
  return { log, add };
}

const OPEN = new AbortController().signal;

const open = async (log: EventLog, after: number, closing = OPEN) =>
  await new Hono().get("/", (c) => streamEvents(c, log, after, closing))
    .request("/");

/** Reads the stream's chunks as text, one at a time. */
async function follow(...stream: Parameters<typeof open>) {
  const response = await open(...stream);
  const reader = response.body?.pipeThrough(new TextDecoderStream())
    .getReader();
  return {
    next: async () => (await reader?.read())?.value,
    cancel: () => reader?.cancel(),
  };
}

Deno.test("streamEvents() replays the events after an id, and then follows new ones", async () => {
  const { log, add } = openTestLog();
  add("a", "b", "c");
  const stream = await follow(log, 1);
  assertEquals(await stream.next(), "retry: 1000\n\n");
  const eventOf = (id: number, text: string) =>
    `data: {"id":${id},"from":"bot","text":"${text}","at":""}\nid: ${id}\n\n`;
  assertEquals(await stream.next(), eventOf(2, "b"));
  assertEquals(await stream.next(), eventOf(3, "c"));
  const waiting = stream.next();
  add("d");
  assertEquals(await waiting, eventOf(4, "d"));
  await stream.cancel();
});

Deno.test("streamEvents() replays a long chat completely and in order", async () => {
  const { log, add } = openTestLog();
  const texts = Array.from({ length: 1234 }, (_, index) => `${index}`);
  add(...texts);
  const events = await readEvents(await open(log, 0), 1234);
  assertEquals(events.map(({ text }) => text), texts);
});

Deno.test("streamEvents() misses nothing that is logged while it replays", async () => {
  const { log, add } = openTestLog();
  add(...Array(150).fill("old"));
  const stream = await follow(log, 0);
  await stream.next();
  const chunks = [];
  for (let read = 0; read < 100; read++) chunks.push(await stream.next());
  add("new");
  for (let read = 0; read < 51; read++) chunks.push(await stream.next());
  const ids = [...chunks.join("").matchAll(/^id: (\d+)$/gm)]
    .map(([, id]) => Number(id));
  assertEquals(ids, Array.from({ length: 151 }, (_, index) => index + 1));
  await stream.cancel();
});

Deno.test("streamEvents() reads the log no faster than its reader", async () => {
  const { log, add } = openTestLog();
  add(...Array(500).fill("old"));
  const readTo: number[] = [];
  const watched: EventLog = {
    ...log,
    after(id, limit) {
      readTo.push(id);
      return log.after(id, limit);
    },
  };
  const stream = await follow(watched, 0);
  for (let read = 0; read < 50; read++) await stream.next();
  assertEquals(readTo, [0]);
  await stream.cancel();
});

Deno.test("streamEvents() sends transient events only to current readers", async () => {
  const { log } = openTestLog();
  const stream = await follow(log, 0);
  await stream.next();
  const waiting = stream.next();
  log.broadcast({ name: "typing", data: { action: "typing" } });
  const typing = 'event: typing\ndata: {"action":"typing"}\n\n';
  assertEquals(await waiting, typing);
  await stream.cancel();
  const late = await follow(log, 0);
  assertEquals(await late.next(), "retry: 1000\n\n");
  const next = late.next();
  const data = { text: "x", alert: true, messageId: 1 };
  log.broadcast({ name: "notice", data });
  assertEquals(
    await next,
    'event: notice\ndata: {"text":"x","alert":true,"messageId":1}\n\n',
  );
  await late.cancel();
});

Deno.test("streamEvents() ends for waiting and for slow readers when the server closes", async () => {
  const empty = openTestLog();
  const full = openTestLog();
  full.add(...Array(500).fill("never read"));
  const closing = new AbortController();
  const waiting = await follow(empty.log, 0, closing.signal);
  await waiting.next();
  const end = waiting.next();
  const slow = await open(full.log, 0, closing.signal);
  closing.abort();
  assertEquals(await end, undefined);
  assertEquals(await slow.text(), "");
});
