import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  BLUE,
  GREEN,
  plainPng,
  RED,
} from "../../lab/pictures/plain_pictures.ts";
import {
  file,
  formOf,
  openTestChat,
  type TestChat,
} from "../../lab/telegram/test_chat.ts";

async function refusal(
  chat: TestChat,
  fields: Parameters<TestChat["post"]>[0],
): Promise<[status: number, error: string]> {
  const { status, body } = await chat.post(fields);
  return [status, body.error];
}

/** Counts the files that the chat stores. */
async function filesIn(chat: TestChat): Promise<number> {
  let count = 0;
  for (const kind of ["photos", "documents", "thumbnails"]) {
    const folder = `${chat.directory}/chat_files/${kind}`;
    count += (await Array.fromAsync(Deno.readDir(folder))).length;
  }
  return count;
}

Deno.test("POST /api/messages stores a text for the page and the bot", async () => {
  await using chat = await openTestChat();
  const { status, body } = await chat.post({ text: " /start\r\nnow " });
  assertEquals([status, body], [202, { messageIds: [1] } as typeof body]);
  const [update] = await chat.updates();
  assertEquals(update?.message?.text, "/start\nnow");
  assertEquals(update?.message?.entities, [
    { type: "bot_command", offset: 0, length: 6 },
  ]);
  const [event] = await chat.events(1);
  assertEquals(
    [event?.id, event?.from, event?.text],
    [1, "person", "/start\nnow"],
  );
});

Deno.test("POST /api/messages sends photos as an album, with the caption on the first", async () => {
  await using chat = await openTestChat();
  const photo = [];
  for (const colour of [RED, GREEN, BLUE]) {
    photo.push(file(await plainPng(400, 200, colour), "a.png", "image/png"));
  }
  const { body } = await chat.post({ text: "concat", photo });
  assertEquals(body.messageIds, [1, 2, 3]);
  const messages = (await chat.updates()).map(({ message }) => message);
  assertEquals(messages.map((message) => message?.photo?.length), [3, 3, 3]);
  assertEquals(new Set(messages.map((one) => one?.media_group_id)).size, 1);
  const events = await chat.events(3);
  assertEquals(events.map(({ text }) => text), [
    "concat",
    undefined,
    undefined,
  ]);
  assertEquals(new Set(events.map(({ albumId }) => albumId)).size, 1);
});

Deno.test("POST /api/messages adds the answered message to a reply, with its picture", async () => {
  await using chat = await openTestChat();
  await chat.post({ photo: file(await plainPng(40, 20, RED), "a.png") });
  await chat.post({ text: "blur", replyTo: "1" });
  const [, update] = await chat.updates();
  assertEquals(update?.message?.reply_to_message?.photo?.length, 1);
  assertEquals((await chat.events(1, 1))[0]?.replyTo, 1);
});

Deno.test("POST /api/messages stores a document unchanged, and the page downloads it as a file", async () => {
  await using chat = await openTestChat();
  const bytes = await plainPng(400, 200, RED);
  await chat.post({
    document: file(bytes, 'ä"b.png', "image/png"),
    text: "blur",
  });
  const [event] = await chat.events(1);
  assertEquals(event?.fileName, 'ä"b.png');
  const response = await chat.app.request(event?.documentUrl ?? "");
  assertEquals(await response.bytes(), new Uint8Array(bytes));
  assertEquals(
    response.headers.get("content-disposition"),
    `attachment; filename="__b.png"; filename*=UTF-8''%C3%A4%22b.png`,
  );
  const thumbnail = await chat.app.request(event?.thumbnailUrl ?? "");
  assertEquals(thumbnail.headers.get("content-type"), "image/jpeg");
  await thumbnail.body?.cancel();
});

Deno.test("GET /files lets a browser show pictures only", async () => {
  await using chat = await openTestChat();
  const page = new TextEncoder().encode("<svg onload='alert(1)'/>");
  for (const type of ["image/svg+xml", "text/html"]) {
    await chat.post({ document: file(page, "a.svg", type) });
  }
  for (const event of await chat.events(2)) {
    const { headers, body } = await chat.app.request(event.documentUrl ?? "");
    await body?.cancel();
    assertEquals(headers.get("content-type"), "application/octet-stream");
    assertEquals(headers.get("x-content-type-options"), "nosniff");
    assertMatch(headers.get("content-disposition") ?? "", /^attachment/);
    assertMatch(headers.get("content-security-policy") ?? "", /sandbox/);
  }
  assertEquals((await chat.app.request("/files/photos/x.jpg")).status, 404);
});

Deno.test("POST /api/messages sends a photo as a file if Telegram would refuse it", async () => {
  await using chat = await openTestChat();
  const png = await plainPng(100, 100, RED);
  const hostile = [
    new Uint8Array(),
    new TextEncoder().encode("<html></html>"),
    png.subarray(0, png.length / 2),
    await plainPng(2100, 100, RED),
  ];
  for (const bytes of hostile) {
    const { status } = await chat.post({
      text: "blur",
      photo: file(bytes, "a.jpg"),
    });
    assertEquals(status, 202);
  }
  const messages = (await chat.updates()).map(({ message }) => message);
  assertEquals(
    messages.map((message) => message?.photo),
    Array(4).fill(undefined),
  );
  assertEquals(
    messages.map((message) => message?.document?.file_size),
    hostile.map(({ length }) => length),
  );
  assertEquals(
    messages.map((message) => message?.caption),
    Array(4).fill("blur"),
  );
});

Deno.test("a photo that is sent as a file keeps its position in the album", async () => {
  await using chat = await openTestChat();
  const good = file(await plainPng(40, 20, RED), "a.png");
  await chat.post({
    text: "concat",
    photo: [good, file(new Uint8Array(9)), good],
  });
  const messages = (await chat.updates()).map(({ message }) => message);
  assertEquals(
    messages.map((message) => message?.document ? "file" : "photo"),
    ["photo", "file", "photo"],
  );
  assertEquals(new Set(messages.map((one) => one?.media_group_id)).size, 1);
});

Deno.test("POST /api/messages refuses a wrong form with a sentence, and stores nothing", async () => {
  await using chat = await openTestChat({ limits: { personFile: 2000 } });
  const photo = file(await plainPng(9, 9, RED), "a.png");
  const document = file(new Uint8Array(9));
  const refusals: [Parameters<typeof chat.post>[0], number, RegExp][] = [
    [{ text: "  " }, 400, /^This message is empty/],
    [{ photo: Array(11).fill(photo) }, 400, /^At most 10 photos/],
    [{ document: [document, document] }, 400, /^One file fits/],
    [{ photo, document }, 400, /one after the other/],
    [{ photo, text: "a".repeat(1025) }, 400, /at most 1024 characters/],
    [{ text: "a", replyTo: "7" }, 400, /^There is no message 7/],
    [{ text: "a", photos: photo }, 400, /has no field 'photos'/],
    [
      { photo, document: file(new Uint8Array(2001)) },
      413,
      /^This file has more/,
    ],
    [
      { photo: [photo, file(new Uint8Array(2001))] },
      413,
      /^This file has more/,
    ],
  ];
  for (const [fields, status, words] of refusals) {
    const [given, error] = await refusal(chat, fields);
    assertEquals(given, status, error);
    assertMatch(error, words);
  }
  assertEquals(await filesIn(chat), 0);
  assertEquals(await chat.updates(), []);
  assertEquals((await chat.post({ text: "next" })).body.messageIds, [1]);
});

Deno.test("POST /api/messages describes the expected form", async () => {
  await using chat = await openTestChat();
  const bodies: RequestInit[] = [
    { body: '{"text":"a"}', headers: { "content-type": "application/json" } },
    {},
    {
      body: "--x\r\n",
      headers: { "content-type": "multipart/form-data; boundary=x" },
    },
  ];
  for (const init of bodies) {
    const response = await chat.app.request("/api/messages", {
      method: "POST",
      ...init,
    });
    assertEquals(response.status, 400);
    assertMatch((await response.json()).error, /^[A-Z].*\.$/);
  }
});

Deno.test("POST /api/buttons sends the button to the bot, with its message and the message that this one answers", async () => {
  await using chat = await openTestChat();
  await chat.post({ photo: file(await plainPng(40, 20, RED), "a.png") });
  await chat.sendAsBot("Which?", {
    reply_parameters: { message_id: 1 },
    reply_markup: {
      inline_keyboard: [[{ text: "Blur", callback_data: "blur" }]],
    },
  });
  assertEquals((await chat.events(1, 1))[0]?.buttons, [
    [{ text: "Blur", data: "blur" }],
  ]);
  const press = (body: unknown) =>
    chat.app.request("/api/buttons", {
      method: "POST",
      body: JSON.stringify(body),
    });
  assertEquals((await press({ messageId: 2, data: "blur" })).status, 202);
  const [, update] = await chat.updates();
  const query = update?.callback_query;
  assertEquals(query?.data, "blur");
  assertEquals(query?.message?.message_id, 2);
  assert(query?.message && "reply_to_message" in query.message);
  assertEquals(query.message.reply_to_message?.photo?.length, 1);

  const refused: [unknown, number][] = [
    [{ messageId: 2, data: "other" }, 404],
    [{ messageId: 9, data: "blur" }, 404],
    [{ messageId: "2", data: "blur" }, 400],
    ["nonsense", 400],
    [{ messageId: 2, data: "x".repeat(100_000) }, 413],
  ];
  for (const [body, status] of refused) {
    const response = await press(body);
    assertEquals(response.status, status);
    assertMatch((await response.json()).error, /^[A-Z].*\.$/);
  }
});

Deno.test("GET /api/events continues after the last event that the browser received", async () => {
  await using chat = await openTestChat();
  for (const text of ["a", "b", "c"]) await chat.post({ text });
  const response = await chat.app.request("/api/events?after=1", {
    headers: { "last-event-id": "2" },
  });
  assertEquals(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream())
    .getReader();
  await reader?.read();
  const { value } = await reader?.read() ?? {};
  assertMatch(value ?? "", /^data: .*"text":"c".*\nid: 3\n\n$/);
  await reader?.cancel();
});

Deno.test("the person's API refuses other pages and unknown addresses with a sentence", async () => {
  await using chat = await openTestChat();
  const foreign = await chat.app.request("/api/messages", {
    method: "POST",
    body: formOf({ text: "a" }),
    headers: { origin: "http://evil.example" },
  });
  assertEquals(foreign.status, 403);
  assertEquals(await chat.updates(), []);
  const unknown = await chat.app.request("/api/nothing");
  assertEquals(unknown.status, 404);
  assertEquals(await unknown.json(), {
    error: "There is nothing at this address.",
  });
});
