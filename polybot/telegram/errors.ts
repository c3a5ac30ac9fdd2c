/**
 * What a refusal of the Bot API's means, whatever was called.
 *
 * @module
 */
import { HttpError, type Transformer } from "grammy";
import type { ApiError } from "grammy/types";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import type { Logger } from "../../shared/service/logging.ts";
import type { TokenSource } from "./token.ts";

/** Nothing can be sent to the chat: the person blocked the bot, or is gone. Trying again is of no use. */
export class UnreachableChatError extends Error {
  override name = "UnreachableChatError";
}

/** Seconds to wait where the Bot API does not say how long. */
const PAUSE = 5;
/** Seconds until a token that was refused is tried again: somebody has to store another. */
const TOKEN_PAUSE = 15;

/** Methods whose callers go on by themselves, and say what went wrong. */
const UNHEARD = new Set(["getUpdates", "sendChatAction"]);

/**
 * Goes between grammY and the Bot API, so that every call minds its refusals:
 *
 * - a refused token is read afresh, and the call is made again with another;
 *   where there is none, it is a {@linkcode RetryLaterError}
 * - a flood limit, and a server that cannot be reached, is a `RetryLaterError` too
 * - a chat that takes nothing from the bot is an {@linkcode UnreachableChatError}
 */
export function readRefusals(tokens: TokenSource, log: Logger): Transformer {
  return async (call, method, payload, signal) => {
    const later = (seconds: number, reason: string) => {
      if (!UNHEARD.has(method)) {
        log.warn(
          { method, seconds, reason },
          "the Bot API has to be waited for",
        );
      }
      return new RetryLaterError(seconds, reason);
    };
    const attempt = () =>
      call(method, payload, signal).catch((error) => {
        if (signal?.aborted || !isOutage(error)) throw error;
        throw later(PAUSE, `the Bot API cannot be reached: ${error.error}`);
      });

    const used = tokens.current;
    let answer = await attempt();
    if (!answer.ok && answer.error_code === 401 && await tokens.renew(used)) {
      answer = await attempt();
    }
    if (answer.ok) return answer;
    const { error_code, description, parameters } = answer;
    const reason = `the Bot API refuses (${error_code}: ${description})`;
    if (error_code === 401) {
      log.error(
        { method },
        "the token is refused: store the one that is valid",
      );
      throw later(TOKEN_PAUSE, reason);
    }
    if (error_code === 429) {
      throw later(parameters?.retry_after ?? PAUSE, reason);
    }
    if (error_code > 500) throw later(PAUSE, reason);
    if (isUnreachable(answer)) throw new UnreachableChatError(description);
    return answer;
  };
}

/** One that took too long is none: the call itself may be to blame, such as a file too large for the line. */
const isOutage = (error: unknown): error is HttpError =>
  error instanceof HttpError && !/timed out/.test(String(error.error));

const isUnreachable = ({ error_code, description }: ApiError) =>
  error_code === 403 ||
  (error_code === 400 &&
    /chat not found|user is deactivated/.test(description));

/** Does `work`; that the chat cannot be reached ends it, and is no failure. */
export async function unlessUnreachable(
  log: Logger,
  messageId: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UnreachableChatError)) throw error;
    log.info(
      { messageId, reason: error.message },
      "the chat cannot be reached",
    );
  }
}
