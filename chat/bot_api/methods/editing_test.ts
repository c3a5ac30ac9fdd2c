import { assert, assertEquals } from "@std/assert";
import { CHAT } from "../../conversation/identity.ts";
import { plainPng, RED } from "../../../lab/pictures/plain_pictures.ts";
import { file, openTestChat } from "../../../lab/telegram/test_chat.ts";

const chat_id = CHAT.id;
const keyboard = {
  inline_keyboard: [[{ text: "Blur", callback_data: "blur" }]],
};

Deno.test("editMessageText changes the text, removes the keyboard, and notifies the page", async () => {
  await using chat = await openTestChat();
  await chat.sendAsBot("first");
  await chat.sendAsBot("choose", {
    reply_markup: keyboard,
    reply_parameters: { message_id: 1 },
  });
  const { result } = await chat.call("editMessageText", {
    chat_id,
    message_id: 2,
    text: "chosen",
  });
  assertEquals([result.message_id, result.text], [2, "chosen"]);
  assertEquals(result.reply_markup, undefined);
  assertEquals(result.reply_to_message.text, "first");
  assert(result.edit_date >= result.date);
  const [event] = await chat.events(1, 2);
  assertEquals(
    { ...event, at: undefined },
    {
      id: 3,
      from: "bot",
      text: "chosen",
      replyTo: 1,
      editOf: 2,
      at: undefined,
    },
  );
  assertEquals((await chat.sendAsBot("next")).message_id, 4);
});

Deno.test("editMessageReplyMarkup changes only the keyboard", async () => {
  await using chat = await openTestChat();
  const entities = [{ type: "bold", offset: 0, length: 6 }];
  await chat.sendAsBot("choose", { reply_markup: keyboard, entities });
  const { result } = await chat.call("editMessageReplyMarkup", {
    chat_id,
    message_id: 1,
  });
  assertEquals(result.text, "choose");
  assertEquals(result.entities, entities);
  assertEquals(result.reply_markup, undefined);
  const back = await chat.call("editMessageReplyMarkup", {
    chat_id,
    message_id: 1,
    reply_markup: keyboard,
  });
  assertEquals(back.result.reply_markup, keyboard);
});

Deno.test("editMessageCaption changes the caption of a photo", async () => {
  await using chat = await openTestChat();
  const form = new FormData();
  form.set("chat_id", String(chat_id));
  form.set("photo", file(await plainPng(40, 20, RED), "a.png"));
  const { result: sent } = await chat.call("sendPhoto", form);
  const { result } = await chat.call("editMessageCaption", {
    chat_id,
    message_id: 1,
    caption: "red",
  });
  assertEquals([result.caption, result.text], ["red", undefined]);
  assertEquals(result.photo, sent.photo);
});

Deno.test("an edit is refused in Telegram's words", async () => {
  await using chat = await openTestChat();
  await chat.post({ text: "from the person" });
  await chat.sendAsBot("text", { reply_markup: keyboard });
  const form = new FormData();
  form.set("chat_id", String(chat_id));
  form.set("photo", file(await plainPng(40, 20, RED), "a.png"));
  await chat.call("sendPhoto", form);
  const refused = async (method: string, payload: object) => {
    const { description } = await chat.call(method, { chat_id, ...payload });
    return description?.replace("Bad Request: ", "");
  };
  const edit = (message_id: number, text = "new") =>
    refused("editMessageText", { message_id, text });
  assertEquals(await edit(99), "message to edit not found");
  assertEquals(await edit(1), "message can't be edited");
  assertEquals(await edit(3), "there is no text in the message to edit");
  assertEquals(await edit(2, " "), "message text is empty");
  assertEquals(await edit(2, "a".repeat(4097)), "MESSAGE_TOO_LONG");
  assertEquals(
    await refused("editMessageText", { text: "a" }),
    "message identifier is not specified",
  );
  assertEquals(
    await refused("editMessageCaption", { message_id: 2, caption: "a" }),
    "there is no caption in the message to edit",
  );
  assertEquals(
    await refused("editMessageText", {
      message_id: 2,
      text: "text",
      reply_markup: keyboard,
    }),
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  );
  assertEquals(
    await refused("editMessageText", { chat_id: 1, message_id: 2, text: "a" }),
    "chat not found",
  );
});
