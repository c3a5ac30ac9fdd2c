/**
 * The connection to the Bot API: which token goes with a call, and that it
 * goes nowhere else.
 *
 * @module
 */
import { type Api, Bot } from "grammy";
import type { TokenSource } from "./token.ts";

/** Seconds that one call to the Bot API may take. */
const API_TIMEOUT = 60;

/** A bot whose calls go to `apiRoot` with the token of the moment, which the bot itself does not hold. */
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

/** Where a file of the Bot API is. */
export const fileAddress = (
  apiRoot: string,
  tokens: TokenSource,
  path: string,
) => `${apiRoot}/file/bot${tokens.current.reveal()}/${path}`;

/** `fetch`, but that its errors do not name the address, which holds the token. */
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

/** A signal as grammY's types want it: they know only a polyfill's, its code takes the real one. */
export const apiSignal = (signal: AbortSignal) =>
  signal as unknown as NonNullable<Parameters<Api["getMe"]>[0]>;
