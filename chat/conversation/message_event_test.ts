import { assertEquals } from "@std/assert";
import { CHAT, PERSON } from "./identity.ts";
import { eventOf } from "./message_event.ts";
import type { PlainMessage } from "../storage/message_store.ts";

const message = (content: object) =>
  ({
    message_id: 7,
    date: 0,
    chat: CHAT,
    from: PERSON,
    ...content,
  }) as PlainMessage;

const context = {
  eventId: 7,
  replyTo: undefined,
  urlOf: (id: string) => `/files/${id}`,
};

const size = (longest: number) => ({
  file_id: `id-${longest}`,
  file_unique_id: `${longest}`,
  width: longest,
  height: longest / 2,
});

const at = "1970-01-01T00:00:00.000Z";

Deno.test("eventOf() contains the text and its sender", () => {
  assertEquals(eventOf(message({ text: "hello" }), context), {
    id: 7,
    from: "person",
    text: "hello",
    at,
  });
  const bot = { id: 1, is_bot: true, first_name: "Bot" };
  const answer = eventOf(message({ text: "hello", from: bot }), {
    ...context,
    replyTo: 3,
  });
  assertEquals([answer.from, answer.replyTo], ["bot", 3]);
});

Deno.test("eventOf() contains a photo's largest size and its thumbnail", () => {
  const photo = [size(90), size(320), size(800)];
  const event = eventOf(
    message({ photo, caption: "blur", media_group_id: "12" }),
    context,
  );
  assertEquals(event, {
    id: 7,
    from: "person",
    text: "blur",
    photoUrl: "/files/id-800",
    thumbnailUrl: "/files/id-320",
    width: 800,
    height: 400,
    albumId: "12",
    at,
  });
});

Deno.test("eventOf() contains a document's name, size and thumbnail", () => {
  const document = {
    file_id: "doc",
    file_unique_id: "d",
    file_name: "a.pdf",
    file_size: 12,
    thumbnail: size(320),
  };
  assertEquals(eventOf(message({ document }), context), {
    id: 7,
    from: "person",
    documentUrl: "/files/doc",
    thumbnailUrl: "/files/id-320",
    fileName: "a.pdf",
    fileSize: 12,
    at,
  });
});

Deno.test("eventOf() contains buttons with the data that they send or the address that they open", () => {
  const { buttons } = eventOf(
    message({
      text: "?",
      reply_markup: {
        inline_keyboard: [
          [{ text: "Blur", callback_data: "blur" }],
          [{ text: "More", url: "https://example.com/" }],
        ],
      },
    }),
    context,
  );
  assertEquals(buttons, [
    [{ text: "Blur", data: "blur" }],
    [{ text: "More", url: "https://example.com/" }],
  ]);
});

Deno.test("eventOf() names the message that an edit changes", () => {
  const event = eventOf(message({ text: "new" }), { ...context, eventId: 9 });
  assertEquals([event.id, event.editOf], [9, 7]);
});
