import type { Chat } from "../../open_chat.ts";
import type { Parameters } from "../parameters.ts";
import type { Polling } from "../polling.ts";
import type { Webhook } from "../webhook.ts";

/** The parts of the server that methods use: the chat, and the two ways to deliver updates. */
export interface Server {
  readonly chat: Chat;
  readonly polling: Polling;
  readonly webhook: Webhook;
}

/** A call of a method. */
export interface Call extends Server {
  readonly parameters: Parameters;
}

/** The `result` of the answer, and its `description` where Telegram adds one. */
export interface Answer {
  readonly result: unknown;
  readonly description?: string;
}

/**
 * A method of the Bot API.
 *
 * @throws {BotApiError} when Telegram would refuse the call
 */
export type Method = (call: Call) => Answer | Promise<Answer>;
