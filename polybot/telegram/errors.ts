/**
 * Interprets the refusals of every Bot API method.
 *
 * @module
 */
import { HttpError, type Transformer } from "grammy";
import type { ApiError } from "grammy/types";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import type { Logger } from "../../shared/service/logging.ts";
import type { TokenSource } from "./token.ts";

/** Nothing can be sent to the chat, because the user blocked the bot or is gone. A retry would fail too. */
export class UnreachableChatError extends Error {
  override name = "UnreachableChatError";
}

/** Seconds until a retry if the Bot API does not say how many. */
const RETRY_AFTER = 5;
/** Seconds until a refused token is tried again: an operator has to store another. */
const RETRY_TOKEN_AFTER = 15;

/** Methods whose callers retry by themselves and log what went wrong. */
const QUIET_METHODS = new Set(["getUpdates", "sendChatAction"]);

/**
 * Returns a transformer that turns the refusals of every call into errors:
 *
 * - When the token is refused, it is looked up, and the call is repeated with
 *   another one; if there is none, the error is a {@linkcode RetryLaterError}.
 * - Flood limits and unreachable servers are a `RetryLaterError` too.
 * - A chat that accepts nothing from the bot is an {@linkcode UnreachableChatError}.
 *
 * All other refusals are thrown as grammY's errors.
 */
export function interpretRefusals(
  tokens: TokenSource,
  log: Logger,
): Transformer {
  return async (call, method, payload, signal) => {
    const later = (seconds: number, reason: string) => {
      if (!QUIET_METHODS.has(method)) {
        log.warn({ method, seconds, reason }, "waiting for the Bot API");
      }
      return new RetryLaterError(seconds, reason);
    };
    const attempt = () =>
      call(method, payload, signal).catch((error) => {
        if (signal?.aborted || !isOutage(error)) throw error;
        throw later(
          RETRY_AFTER,
          `the Bot API cannot be reached: ${error.error}`,
        );
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
      log.error({ method }, "the token is refused: store a valid one");
      throw later(RETRY_TOKEN_AFTER, reason);
    }
    if (error_code === 429) {
      throw later(parameters?.retry_after ?? RETRY_AFTER, reason);
    }
    if (error_code > 500) throw later(RETRY_AFTER, reason);
    if (isUnreachable(answer)) throw new UnreachableChatError(description);
    return answer;
  };
}

/** Returns whether an error shows an outage. Timeouts do not count: the cause may be the call itself, such as an upload on a slow connection. */
const isOutage = (error: unknown): error is HttpError =>
  error instanceof HttpError && !/timed out/.test(String(error.error));

const isUnreachable = ({ error_code, description }: ApiError) =>
  error_code === 403 ||
  (error_code === 400 &&
    /chat not found|user is deactivated/.test(description));

/** Runs `work`, and ignores the error if its chat cannot be reached. */
export async function ignoringUnreachable(
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
