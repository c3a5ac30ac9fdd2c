/**
 * What a method of the Bot API is made of.
 *
 * @module
 */
import type { Chat } from "../../open_chat.ts";
import type { Parameters } from "../parameters.ts";
import type { Polling } from "../polling.ts";
import type { Webhook } from "../webhook.ts";

/** What methods work on: the chat, and the two ways in which updates leave it. */
export interface Server {
  readonly chat: Chat;
  readonly polling: Polling;
  readonly webhook: Webhook;
}

export interface Call extends Server {
  readonly parameters: Parameters;
}

/** The `result` of the answer, and its `description` where Telegram adds one. */
export interface Answer {
  readonly result: unknown;
  readonly description?: string;
}

/** @throws {BotApiError} when Telegram would refuse the call */
export type Method = (call: Call) => Answer | Promise<Answer>;
