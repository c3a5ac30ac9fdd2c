/**
 * Reads keyboards under messages. Keyboards that the page cannot show are refused
 * in Telegram's words.
 *
 * @module
 */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from "grammy/types";
import { z } from "zod";
import { MAX_BUTTON_DATA, MAX_BUTTONS } from "../../limits.ts";
import { ensure } from "../bot_api_error.ts";
import { json } from "../parameters.ts";

const Button = z.looseObject({ text: z.string() });

/** The parameter `reply_markup`. */
export const replyMarkup = json(
  z.looseObject({ inline_keyboard: z.array(z.array(Button)).optional() }),
  "object expected as reply markup",
);

/**
 * Returns the inline keyboard; `undefined` for no keyboard and for one without buttons.
 *
 * @throws {BotApiError} for buttons that Telegram refuses, and for other kinds of keyboards and buttons, which the page does not show
 */
export function keyboardOf(
  markup: z.output<typeof replyMarkup>,
): InlineKeyboardMarkup | undefined {
  if (!markup || Object.keys(markup).length === 0) return undefined;
  ensure(
    markup.inline_keyboard,
    "only inline keyboards are shown by this server",
  );
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  ensure(rows.flat().length <= MAX_BUTTONS, "REPLY_MARKUP_TOO_LONG");
  return { inline_keyboard: rows.map((row) => row.map(checkButton)) };
}

function checkButton(
  button: z.output<typeof Button>,
): InlineKeyboardButton {
  const { text, callback_data: data, url } = button;
  ensure(
    text.trim() !== "",
    "can't parse inline keyboard button: text must be non-empty",
  );
  if (typeof data === "string") {
    const bytes = new TextEncoder().encode(data).length;
    ensure(bytes > 0 && bytes <= MAX_BUTTON_DATA, "BUTTON_DATA_INVALID");
    return { text, callback_data: data };
  }
  ensure(
    typeof url === "string",
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  );
  ensure(
    /^(https?|tg):\/\//i.test(url) && URL.canParse(url),
    `inline keyboard button URL '${url}' is invalid: wrong HTTP URL`,
  );
  return { text, url };
}
