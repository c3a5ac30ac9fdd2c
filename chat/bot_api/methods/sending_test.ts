import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Message } from "grammy/types";
import sharp from "sharp";
import { CHAT } from "../../conversation/identity.ts";
import { plainPng, RED } from "../../../lab/pictures/plain_pictures.ts";
import {
  file,
  openTestChat,
  type TestChat,
} from "../../../lab/telegram/test_chat.ts";

const chat_id = CHAT.id;

/** Returns the description of a refused call, without "Bad Request". */
async function refusal(chat: TestChat, ...call: Parameters<TestChat["call"]>) {
  const { status, ok, description } = await chat.call(...call);
  assertEquals([status, ok], [400, false], `${call[0]}: ${description}`);
  return description?.replace("Bad Request: ", "");
}

function uploadOf(
  fields: Readonly<Record<string, string>>,
  ...files: readonly [string, Uint8Array][]
) {
  const form = new FormData();
  form.set("chat_id", String(chat_id));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, bytes] of files) form.set(name, file(bytes, `${name}.png`));
  return form;
}

Deno.test("sendMessage stores the message, notifies the page, and returns the whole message", async () => {
  await using chat = await openTestChat();
  const { result } = await chat.call("sendMessage", {
    chat_id: String(chat_id),
    text: " hello ",
  });
  assertEquals(result, {
    message_id: 1,
    from: {
      id: 123456789,
      is_bot: true,
      first_name: "Polybot",
      username: "polybot",
    },
    chat: CHAT,
    date: result.date,
    text: "hello",
  });
  const [event] = await chat.events(1);
  assertEquals([event?.id, event?.from, event?.text], [1, "bot", "hello"]);
  assertEquals(await chat.updates(), []);
});

Deno.test("sendMessage refuses in Telegram's words", async () => {
  await using chat = await openTestChat();
  const sent = (payload: object) =>
    refusal(chat, "sendMessage", { chat_id, text: "a", ...payload });
  assertEquals(await sent({ chat_id: "" }), "chat_id is empty");
  assertEquals(await sent({ chat_id: 1 }), "chat not found");
  assertEquals(await sent({ chat_id: "@somebody" }), "chat not found");
  assertEquals(await sent({ text: " \n" }), "message text is empty");
  assertEquals(await sent({ text: undefined }), "message text is empty");
  assertEquals(await sent({ text: "a".repeat(4097) }), "message is too long");
  assertEquals(
    await sent({ parse_mode: "MarkdownV2" }),
    "unsupported parse_mode",
  );
  assertEquals(
    await sent({ entities: "nonsense" }),
    "can't parse entities JSON object",
  );
});

Deno.test("sendMessage counts an emoji as one character", async () => {
  await using chat = await openTestChat();
  assertEquals((await chat.sendAsBot("🙂".repeat(4096))).text?.length, 8192);
});

Deno.test("sendMessage stores entities, from the call or from HTML", async () => {
  await using chat = await openTestChat();
  const bold = [{ type: "bold", offset: 1, length: 2 }] as const;
  assertEquals((await chat.sendAsBot(" ab", { entities: bold })).entities, [
    ...bold,
  ]);
  const html = await chat.sendAsBot("<b>a</b> &lt;", { parse_mode: "HTML" });
  assertEquals(html.text, "a <");
  assertEquals(html.entities, [{ type: "bold", offset: 0, length: 1 }]);
  const outside = [{ type: "bold" as const, offset: 5, length: 9 }];
  const cut = await chat.sendAsBot("ab", { entities: outside });
  assertEquals(cut.entities, undefined);
});

Deno.test("a reply contains the message that it answers, with its picture, but no further messages", async () => {
  await using chat = await openTestChat();
  await chat.sendAsBot("first");
  await chat.post({
    photo: file(await plainPng(100, 50, RED), "a.png"),
    text: "look",
    replyTo: "1",
  });
  const reply = await chat.sendAsBot("answer", {
    reply_parameters: { message_id: 2 },
  });
  const { reply_to_message: replied } = reply as Message & {
    reply_to_message: Message;
  };
  assertEquals([replied.message_id, replied.caption], [2, "look"]);
  assertEquals(replied.photo?.length, 2);
  assertEquals(replied.reply_to_message, undefined);
  const old = await chat.sendAsBot("as before", { reply_to_message_id: 1 });
  assertEquals(old.reply_to_message?.text, "first");
});

Deno.test("a reply to a missing message is refused, or sent without it if that is allowed", async () => {
  await using chat = await openTestChat();
  const sent = (payload: object) =>
    chat.call("sendMessage", { chat_id, text: "a", ...payload });
  for (
    const payload of [
      { reply_parameters: { message_id: 99 } },
      { reply_to_message_id: 99 },
    ]
  ) {
    const { description } = await sent(payload);
    assertEquals(
      description,
      "Bad Request: message to be replied not found",
    );
  }
  const allowed = { allow_sending_without_reply: true };
  for (
    const payload of [
      { reply_parameters: { message_id: 99, ...allowed } },
      { reply_to_message_id: 99, ...allowed },
    ]
  ) {
    const { ok, result } = await sent(payload);
    assertEquals([ok, result?.reply_to_message], [true, undefined]);
  }
  const elsewhere = { message_id: 1, chat_id: 5 };
  const { description } = await sent({ reply_parameters: elsewhere });
  assertEquals(description, "Bad Request: chat not found");
});

Deno.test("a reply quotes a part of the message that it answers", async () => {
  await using chat = await openTestChat();
  await chat.sendAsBot("one two one");
  const reply_parameters = { message_id: 1, quote: "one", quote_position: 4 };
  const reply = await chat.sendAsBot("a", { reply_parameters });
  assertEquals(reply.quote, { text: "one", position: 8, is_manual: true });
  const [event] = await chat.events(1, 1);
  assertEquals([event?.replyTo, event?.quote], [1, "one"]);
  assertEquals(
    await refusal(chat, "sendMessage", {
      chat_id,
      text: "a",
      reply_parameters: { message_id: 1, quote: "three" },
    }),
    "QUOTE_TEXT_INVALID",
  );
});

Deno.test("sendPhoto returns the photo's sizes, and can send it again by its id", async () => {
  await using chat = await openTestChat();
  const png = await plainPng(400, 200, RED);
  const { result: first } = await chat.call(
    "sendPhoto",
    uploadOf({ photo: "attach://up", caption: "red" }, ["up", png]),
  );
  assertEquals(first.photo.length, 3);
  assertEquals(first.caption, "red");
  const { result: second } = await chat.call("sendPhoto", {
    chat_id,
    photo: first.photo[0].file_id,
  });
  assertEquals(second.photo, first.photo);
  assertEquals(second.caption, undefined);
  const [event] = await chat.events(1);
  assertMatch(event?.photoUrl ?? "", /^\/files\/photos\/.*\.jpg$/);
  assertEquals([event?.width, event?.height], [400, 200]);
});

Deno.test("sendPhoto accepts a file in the field `photo`", async () => {
  await using chat = await openTestChat();
  const png = await plainPng(40, 20, RED);
  const { result } = await chat.call("sendPhoto", uploadOf({}, ["photo", png]));
  assertEquals(result.photo.length, 1);
});

Deno.test("sendPhoto refuses what Telegram refuses", async () => {
  await using chat = await openTestChat({ limits: { botPhoto: 50_000 } });
  const upload = (bytes: Uint8Array, fields = {}) =>
    refusal(chat, "sendPhoto", uploadOf(fields, ["photo", bytes]));
  const png = await plainPng(10, 10, RED);
  assertEquals(
    await refusal(chat, "sendPhoto", { chat_id }),
    "there is no photo in the request",
  );
  assertEquals(
    await refusal(chat, "sendPhoto", { chat_id, photo: "nonsense" }),
    "wrong file identifier/HTTP URL specified",
  );
  assertEquals(
    await refusal(chat, "sendPhoto", { chat_id, photo: "https://a.test/b" }),
    "failed to get HTTP URL content",
  );
  assertEquals(await upload(new Uint8Array()), "file must be non-empty");
  assertEquals(await upload(png.subarray(0, 40)), "IMAGE_PROCESS_FAILED");
  assertEquals(
    await upload(new TextEncoder().encode("<html>")),
    "IMAGE_PROCESS_FAILED",
  );
  const wide = await sharp({
    create: { width: 9000, height: 1001, channels: 3, background: "red" },
  }).png({ palette: true }).toBuffer();
  assertEquals(await upload(wide), "PHOTO_INVALID_DIMENSIONS");
  assertEquals(
    await upload(await plainPng(210, 10, RED)),
    "PHOTO_INVALID_DIMENSIONS",
  );
  assertEquals(
    await upload(new Uint8Array(50_001)),
    "file of size 50001 bytes is too big for a photo; the maximum size is 50000 bytes",
  );
  assertEquals(
    await upload(png, { caption: "a".repeat(1025) }),
    "message caption is too long",
  );
  const { result } = await chat.call(
    "sendDocument",
    uploadOf({}, ["document", png]),
  );
  assertEquals(
    await refusal(chat, "sendPhoto", {
      chat_id,
      photo: result.document.file_id,
    }),
    "can't use file of type Document as Photo",
  );
});

Deno.test("sendDocument keeps the file unchanged, with its name and a thumbnail", async () => {
  await using chat = await openTestChat();
  const png = await plainPng(640, 480, RED);
  const { result } = await chat.call(
    "sendDocument",
    uploadOf({ caption: "as a file" }, ["document", png]),
  );
  assertEquals(result.document.file_name, "document.png");
  assertEquals(result.document.mime_type, "image/png");
  assertEquals(result.document.file_size, png.length);
  assertEquals(result.document.thumbnail.width, 320);
  assertEquals(result.caption, "as a file");
  assertEquals(result.photo, undefined);
});

Deno.test("sendMediaGroup sends an album, each message with its own caption", async () => {
  await using chat = await openTestChat();
  await chat.sendAsBot("before");
  const png = await plainPng(40, 20, RED);
  const media = JSON.stringify([
    { type: "photo", media: "attach://a", caption: "one" },
    {
      type: "photo",
      media: "attach://b",
      caption: "<i>two</i>",
      parse_mode: "HTML",
    },
  ]);
  const reply_parameters = JSON.stringify({ message_id: 1 });
  const { result } = await chat.call(
    "sendMediaGroup",
    uploadOf({ media, reply_parameters }, ["a", png], ["b", png]),
  );
  const messages: Message[] = result;
  assertEquals(messages.map(({ caption }) => caption), ["one", "two"]);
  assertEquals(messages[1]?.caption_entities?.[0]?.type, "italic");
  const [first, second] = messages.map((message) => message.media_group_id);
  assert(first !== undefined && first === second);
  assertEquals(messages.map((message) => message.reply_to_message?.text), [
    "before",
    "before",
  ]);
  const events = await chat.events(2, 1);
  assertEquals(events.map(({ albumId }) => albumId), [first, first]);
});

Deno.test("sendMediaGroup refuses an invalid album completely", async () => {
  await using chat = await openTestChat();
  const png = await plainPng(40, 20, RED);
  const album = (...media: object[]) =>
    refusal(
      chat,
      "sendMediaGroup",
      uploadOf({ media: JSON.stringify(media) }, ["a", png]),
    );
  const photo = { type: "photo", media: "attach://a" };
  assertEquals(await album(photo), "Too few messages to send as an album");
  assertEquals(
    await album(...Array(11).fill(photo)),
    "Too many messages to send as an album",
  );
  assertEquals(
    await album(photo, { ...photo, type: "document" }),
    "photo can't be mixed with other media types",
  );
  assertMatch(
    await album({ ...photo, type: "video" }, photo) ?? "",
    /video is not supported/,
  );
  assertEquals(
    await album(photo, { ...photo, media: "nonsense" }),
    "wrong file identifier/HTTP URL specified",
  );
  assertEquals(await album({ media: 1 }), "can't parse media JSON object");
  assertEquals((await chat.sendAsBot("next")).message_id, 1);
});

Deno.test("sendChatAction notifies the open pages", async () => {
  await using chat = await openTestChat();
  const stream = await chat.app.request("/api/events");
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  const action = "upload_photo";
  assertEquals(
    (await chat.call("sendChatAction", { chat_id, action })).result,
    true,
  );
  assertEquals(
    (await reader?.read())?.value,
    'event: typing\ndata: {"action":"upload_photo"}\n\n',
  );
  await reader?.cancel();
  assertEquals(
    await refusal(chat, "sendChatAction", { chat_id, action: "dance" }),
    "wrong parameter action in request",
  );
});
