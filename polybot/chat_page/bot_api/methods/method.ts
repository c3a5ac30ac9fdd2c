/**
 * What a method of the Bot API is made of.
 *
 * @module
 */
import type { UserFromGetMe } from "grammy/types";
import type { Conversation } from "../../conversation.ts";
import type { Database } from "../../storage/database.ts";
import type { EventLog } from "../../event_log.ts";
import type { FileStore } from "../../storage/file_store.ts";
import type { Limits } from "../../limits.ts";
import type { MediaStore } from "../../storage/media.ts";
import type { MessageStore } from "../../storage/message_store.ts";
import type { Parameters } from "../parameters.ts";
import type { Polling } from "../polling.ts";
import type { Settings } from "../../storage/settings.ts";
import type { UpdateLog } from "../../update_log.ts";
import type { Webhook } from "../webhook.ts";

/** The parts of the server that methods work on. */
export interface Parts {
  readonly bot: UserFromGetMe;
  readonly database: Database;
  readonly settings: Settings;
  readonly files: FileStore;
  readonly media: MediaStore;
  readonly messages: MessageStore;
  readonly events: EventLog;
  readonly updates: UpdateLog;
  readonly conversation: Conversation;
  readonly polling: Polling;
  readonly webhook: Webhook;
  readonly limits: Limits;
}

export interface Call {
  readonly parts: Parts;
  readonly parameters: Parameters;
}

/** The `result` of the answer, and its `description` where Telegram adds one. */
export interface Answer {
  readonly result: unknown;
  readonly description?: string;
}

/** @throws {BotApiError} when Telegram would refuse the call */
export type Method = (call: Call) => Answer | Promise<Answer>;
