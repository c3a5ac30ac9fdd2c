/**
 * editMessageText, editMessageCaption, editMessageReplyMarkup.
 *
 * @module
 */
import type { Message } from "grammy/types";
import { z } from "zod";
import type { Edit } from "../../conversation/messaging.ts";
import { mediaKindOf } from "../../media_kinds.ts";
import type { Chat } from "../../open_chat.ts";
import { ensure } from "../bot_api_error.ts";
import { checkParameters, integer, text } from "../parameters.ts";
import { checkChat } from "./addressing.ts";
import {
  captionParameters,
  formatCaption,
  formatText,
  textParameters,
} from "../text/formatting.ts";
import type { Method } from "./method.ts";
import { keyboardOf, replyMarkup } from "./reply_markup.ts";

/** The parameters of every editing method. */
const editParameters = {
  chat_id: text,
  message_id: integer,
  inline_message_id: text,
  reply_markup: replyMarkup,
};
const EditReplyMarkup = z.object(editParameters);

const EditText = z.object({ ...editParameters, ...textParameters });

export const editMessageText: Method = ({ chat, parameters }) => {
  const given = checkParameters(EditText, parameters);
  const message = findEditable(chat, given);
  const formatted = formatText(given, chat.limits.text, "MESSAGE_TOO_LONG");
  ensure(formatted.text !== "", "message text is empty");
  ensure(message.text !== undefined, "there is no text in the message to edit");
  const keyboard = keyboardOf(given.reply_markup);
  return edit(chat, message, { ...formatted, keyboard });
};

const EditCaption = z.object({ ...editParameters, ...captionParameters });

export const editMessageCaption: Method = ({ chat, parameters }) => {
  const given = checkParameters(EditCaption, parameters);
  const message = findEditable(chat, given);
  const formatted = formatCaption(given, chat.limits.caption);
  ensure(mediaKindOf(message), "there is no caption in the message to edit");
  const keyboard = keyboardOf(given.reply_markup);
  return edit(chat, message, { ...formatted, keyboard });
};

export const editMessageReplyMarkup: Method = ({ chat, parameters }) => {
  const given = checkParameters(EditReplyMarkup, parameters);
  const message = findEditable(chat, given);
  const keyboard = keyboardOf(given.reply_markup);
  return edit(chat, message, {
    text: message.text ?? message.caption,
    entities: message.entities ?? message.caption_entities,
    keyboard,
  });
};

function findEditable(
  { messages }: Chat,
  given: z.output<typeof EditReplyMarkup>,
): Message {
  const { chat_id, message_id, inline_message_id } = given;
  ensure(inline_message_id === "", "MESSAGE_ID_INVALID");
  ensure(
    chat_id !== "" && message_id !== undefined,
    "message identifier is not specified",
  );
  checkChat(chat_id);
  const message = messages.get(message_id);
  ensure(message, "message to edit not found");
  ensure(message.from?.is_bot, "message can't be edited");
  return message;
}

function edit({ messaging }: Chat, message: Message, change: Edit) {
  const before = [
    message.text ?? message.caption ?? "",
    message.entities ?? message.caption_entities ?? [],
    message.reply_markup ?? null,
  ];
  const after = [
    change.text ?? "",
    change.entities ?? [],
    change.keyboard ?? null,
  ];
  ensure(
    JSON.stringify(before) !== JSON.stringify(after),
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  );
  return { result: messaging.edit(message, change) };
}
