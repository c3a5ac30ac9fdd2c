/**
 * The connection to the Bot API. Each call uses the current token, and neither
 * the bot nor any error contains it.
 *
 * @module
 */
import { type Api, Bot } from "grammy";
import type { TokenSource } from "./token.ts";

/** Seconds that a call to the Bot API may take. */
const API_TIMEOUT = 60;

/** Creates a bot that calls `apiRoot` with the current token, and does not hold the token itself. */
export function createBot(apiRoot: string, tokens: TokenSource): Bot {
  return new Bot("[secret]", {
    client: {
      apiRoot,
      timeoutSeconds: API_TIMEOUT,
      buildUrl: (root, _, method) =>
        `${root}/bot${tokens.current.reveal()}/${method}`,
      fetch: fetchQuietly,
    },
  });
}

/** Returns the address of a file on the Bot API server. */
export const fileAddress = (
  apiRoot: string,
  tokens: TokenSource,
  path: string,
) => `${apiRoot}/file/bot${tokens.current.reveal()}/${path}`;

/** Calls `fetch`, and throws errors that do not show the address, which contains the token. */
export const fetchQuietly: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { message } = error.cause instanceof Error ? error.cause : error;
    const reason = message.replace(/ for url \(.*?\)(?=:|$)/, "");
    throw new TypeError(`Cannot reach the Bot API: ${reason}`);
  }
};

/** Converts a signal to grammY's type, which describes a polyfill; its code accepts the real one. */
export const apiSignal = (signal: AbortSignal) =>
  signal as unknown as NonNullable<Parameters<Api["getMe"]>[0]>;
