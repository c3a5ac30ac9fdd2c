/**
 * The methods of the Bot API that the server has, by their names in lower
 * case: Telegram minds no case.
 *
 * @module
 */
import {
  answerCallbackQuery,
  deleteMyCommands,
  getFile,
  getMe,
  getMyCommands,
  setMyCommands,
} from "./bot.ts";
import {
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
} from "./editing.ts";
import type { Method } from "./method.ts";
import {
  deleteWebhook,
  getUpdates,
  getWebhookInfo,
  setWebhook,
} from "./receiving.ts";
import {
  sendChatAction,
  sendDocument,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
} from "./sending.ts";

const ALL: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  deleteMyCommands,
  deleteWebhook,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  sendChatAction,
  sendDocument,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  setMyCommands,
  setWebhook,
};

export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries(ALL).map(([name, method]) => [name.toLowerCase(), method]),
);
