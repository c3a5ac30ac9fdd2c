import { assertEquals } from "@std/assert";
import { createEventLog } from "../conversation/event_log.ts";
import { openDatabase } from "../storage/database.ts";
import { readEvents } from "../../lab/telegram/test_chat.ts";
import { openEventStream } from "./event_stream.ts";

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

/** The stream's chunks as text, one at a time. */
function follow(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream())
    .getReader();
  return {
    next: async () => (await reader?.read())?.value,
    cancel: () => reader?.cancel(),
  };
}

Deno.test("openEventStream() replays what was logged behind the id, then follows", async () => {
  const { log, add } = openTestLog();
  add("a", "b", "c");
  const stream = follow(openEventStream(log, 1, OPEN));
  assertEquals(await stream.next(), "retry: 1000\n\n");
  assertEquals(
    await stream.next(),
    'id: 2\ndata: {"id":2,"from":"bot","text":"b","at":""}\n\n' +
      'id: 3\ndata: {"id":3,"from":"bot","text":"c","at":""}\n\n',
  );
  const waiting = stream.next();
  add("d");
  assertEquals(
    await waiting,
    'id: 4\ndata: {"id":4,"from":"bot","text":"d","at":""}\n\n',
  );
  await stream.cancel();
});

Deno.test("openEventStream() replays a long chat whole and in order", async () => {
  const { log, add } = openTestLog();
  const texts = Array.from({ length: 1234 }, (_, index) => `${index}`);
  add(...texts);
  const events = await readEvents(openEventStream(log, 0, OPEN), 1234);
  assertEquals(events.map(({ text }) => text), texts);
});

Deno.test("openEventStream() misses nothing that is logged while it replays", async () => {
  const { log, add } = openTestLog();
  add(...Array(150).fill("old"));
  const stream = follow(openEventStream(log, 0, OPEN));
  await stream.next();
  const first = await stream.next();
  add("new");
  const second = await stream.next();
  const ids = [...`${first}${second}`.matchAll(/^id: (\d+)$/gm)]
    .map(([, id]) => Number(id));
  assertEquals(ids, Array.from({ length: 151 }, (_, index) => index + 1));
  await stream.cancel();
});

Deno.test("openEventStream() tells passing events, and keeps none for those who come later", async () => {
  const { log } = openTestLog();
  const stream = follow(openEventStream(log, 0, OPEN));
  await stream.next();
  const waiting = stream.next();
  log.tell({ name: "typing", data: { action: "typing" } });
  const typing = 'event: typing\ndata: {"action":"typing"}\n\n';
  assertEquals(await waiting, typing);
  await stream.cancel();
  const late = follow(openEventStream(log, 0, OPEN));
  assertEquals(await late.next(), "retry: 1000\n\n");
  const next = late.next();
  log.tell({ name: "notice", data: { text: "x", alert: true, messageId: 1 } });
  assertEquals(
    await next,
    'event: notice\ndata: {"text":"x","alert":true,"messageId":1}\n\n',
  );
  await late.cancel();
});

Deno.test("openEventStream() ends when the server closes, for readers who wait and who do not", async () => {
  const { log } = openTestLog();
  const closing = new AbortController();
  const waits = follow(openEventStream(log, 0, closing.signal));
  const rests = openEventStream(log, 0, closing.signal);
  await waits.next();
  const end = waits.next();
  closing.abort();
  assertEquals(await end, undefined);
  assertEquals(await rests.text(), "");
});
