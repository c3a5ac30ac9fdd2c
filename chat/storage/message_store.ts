/**
 * The messages of the chat, as Telegram shows them to a bot.
 *
 * @module
 */
import type { Message } from "grammy/types";
import type { Database } from "./database.ts";

/** A message without the one that it replies to. */
export type PlainMessage = Omit<Message, "reply_to_message">;

export interface MessageStore {
  /** The message with the one that it replies to, which has its picture but not what it replied to itself. */
  get(id: number): Message | undefined;
  /** Stores a new message or a new state of one, within the caller's transaction. */
  put(message: PlainMessage, replyTo: number | undefined): void;
  /** The id of the message that this one replies to. */
  repliedBy(id: number): number | undefined;
}

export function createMessageStore(database: Database): MessageStore {
  const read = (id: number) => {
    const row = database.one("SELECT * FROM messages WHERE id = ?", id);
    if (!row) return undefined;
    const message: PlainMessage = JSON.parse(String(row["message"]));
    const replyTo = row["reply_to"];
    return { message, replyTo: replyTo === null ? undefined : Number(replyTo) };
  };
  return {
    get(id) {
      const stored = read(id);
      if (!stored) return undefined;
      const { message, replyTo } = stored;
      const replied = replyTo === undefined ? undefined : read(replyTo);
      return {
        ...message,
        ...(replied ? { reply_to_message: replied.message } : {}),
      } as Message;
    },
    put(message, replyTo) {
      database.run(
        `INSERT INTO messages VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET message = excluded.message`,
        message.message_id,
        JSON.stringify(message),
        replyTo ?? null,
      );
    },
    repliedBy: (id) => read(id)?.replyTo,
  };
}
