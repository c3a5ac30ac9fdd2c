/**
 * The parameters that identify the chat of a message and the message that it
 * answers.
 *
 * @module
 */
import type { Message, TextQuote } from "grammy/types";
import { z } from "zod";
import { CHAT } from "../../conversation/identity.ts";
import type { Chat } from "../../open_chat.ts";
import { ensure } from "../bot_api_error.ts";
import { flag, integer, json, text } from "../parameters.ts";

/** The parameters of every sending method. */
export const addressing = {
  chat_id: text,
  reply_parameters: json(
    z.looseObject({
      message_id: z.coerce.number().int(),
      chat_id: z.union([z.string(), z.number()]).optional(),
      allow_sending_without_reply: z.boolean().optional(),
      quote: z.string().optional(),
      quote_position: z.number().int().optional(),
    }),
    "can't parse reply parameters JSON object",
  ),
  reply_to_message_id: integer,
  allow_sending_without_reply: flag,
};
const Addressing = z.object(addressing);
type Addressing = z.output<typeof Addressing>;

/** Checks that a call is for the only chat. @throws {BotApiError} for any other chat */
export function checkChat(chatId: string): void {
  ensure(chatId.trim() !== "", "chat_id is empty");
  ensure(chatId.trim() === String(CHAT.id), "chat not found");
}

/**
 * Returns the message that is answered, and the part of it that is quoted.
 *
 * @throws {BotApiError} when there is no such chat, message or part
 */
export function readAddress(
  { messages }: Chat,
  given: Addressing,
): { replyTo?: number; quote?: TextQuote } {
  checkChat(given.chat_id);
  const reply = given.reply_parameters ?? {
    message_id: given.reply_to_message_id ?? 0,
    allow_sending_without_reply: given.allow_sending_without_reply,
  };
  if (reply.message_id === 0) return {};
  if (reply.chat_id !== undefined) checkChat(String(reply.chat_id));
  const replied = messages.get(reply.message_id);
  if (!replied && reply.allow_sending_without_reply) return {};
  ensure(replied, "message to be replied not found");
  const replyTo = replied.message_id;
  if (!reply.quote) return { replyTo };
  return {
    replyTo,
    quote: quoteOf(replied, reply.quote, reply.quote_position),
  };
}

function quoteOf(replied: Message, quote: string, near = 0): TextQuote {
  const whole = replied.text ?? replied.caption ?? "";
  const at = whole.indexOf(quote, near);
  const position = at >= 0 ? at : whole.indexOf(quote);
  ensure(position >= 0, "QUOTE_TEXT_INVALID");
  return { text: quote, position, is_manual: true };
}
