import * as bot from "./bot.ts";
import * as editing from "./editing.ts";
import type { Method } from "./method.ts";
import * as receiving from "./receiving.ts";
import {
  SEND_MEDIA,
  sendChatAction,
  sendMediaGroup,
  sendMessage,
} from "./sending.ts";

const SUPPORTED_METHODS: Readonly<Record<string, Method>> = {
  ...bot,
  ...editing,
  ...receiving,
  ...SEND_MEDIA,
  sendChatAction,
  sendMediaGroup,
  sendMessage,
};

/** The supported methods of the Bot API by name in lower case, because Telegram ignores case. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries(SUPPORTED_METHODS).map((
    [name, method],
  ) => [name.toLowerCase(), method]),
);
