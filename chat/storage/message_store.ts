import type { Message } from "grammy/types";
import type { Database } from "./database.ts";

/** A message without the message that it replies to. */
export type PlainMessage = Omit<Message, "reply_to_message">;

export interface MessageStore {
  /** Returns a message, with the message that it replies to, but no further messages of the conversation. */
  get(id: number): Message | undefined;
  /** Stores a new or edited message, within the caller's transaction. */
  put(message: PlainMessage, replyTo: number | undefined): void;
  /** Returns the id of the message that this one replies to. */
  repliedBy(id: number): number | undefined;
}

/** Stores the messages of the chat in the shape in which a bot receives them. */
export function createMessageStore(database: Database): MessageStore {
  const read = (id: number) => {
    const row = database.one`SELECT * FROM messages WHERE id = ${id}`;
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
      const { message_id: id } = message;
      const json = JSON.stringify(message);
      database.run`INSERT INTO messages VALUES (${id}, ${json}, ${
        replyTo ?? null
      })
        ON CONFLICT DO UPDATE SET message = excluded.message`;
    },
    repliedBy: (id) => read(id)?.replyTo,
  };
}
