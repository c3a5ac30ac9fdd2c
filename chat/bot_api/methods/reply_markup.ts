/**
 * Keyboards under messages: which are taken, and Telegram's words for the others.
 *
 * @module
 */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from "grammy/types";
import { z } from "zod";
import { badRequest } from "../bot_api_error.ts";
import { json } from "../parameters.ts";

const Button = z.looseObject({ text: z.string() });

/** The parameter `reply_markup`. */
export const replyMarkup = json(
  z.looseObject({ inline_keyboard: z.array(z.array(Button)).optional() }),
  "object expected as reply markup",
);

const MOST_BUTTONS = 100;

/**
 * The inline keyboard; `undefined` where none is given, or one without buttons.
 *
 * @throws {BotApiError} where Telegram refuses a button, and for what the page does not show: other keyboards, other buttons
 */
export function keyboardOf(
  markup: z.output<typeof replyMarkup>,
): InlineKeyboardMarkup | undefined {
  if (!markup) return undefined;
  if (!markup.inline_keyboard) {
    if (Object.keys(markup).length === 0) return undefined;
    throw badRequest("only inline keyboards are shown by this server");
  }
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  if (rows.flat().length > MOST_BUTTONS) {
    throw badRequest("REPLY_MARKUP_TOO_LONG");
  }
  return { inline_keyboard: rows.map((row) => row.map(checkButton)) };
}

function checkButton(
  button: z.output<typeof Button>,
): InlineKeyboardButton {
  const { text, callback_data: data, url } = button;
  if (text.trim() === "") {
    throw badRequest(
      "can't parse inline keyboard button: text must be non-empty",
    );
  }
  if (typeof data === "string") {
    const bytes = new TextEncoder().encode(data).length;
    if (bytes < 1 || bytes > 64) throw badRequest("BUTTON_DATA_INVALID");
    return { text, callback_data: data };
  }
  if (typeof url === "string") {
    if (!/^(https?|tg):\/\//i.test(url) || !URL.canParse(url)) {
      throw badRequest(
        `inline keyboard button URL '${url}' is invalid: wrong HTTP URL`,
      );
    }
    return { text, url };
  }
  throw badRequest(
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  );
}
