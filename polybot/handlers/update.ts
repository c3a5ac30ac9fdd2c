/**
 * Types and functions that the handlers share.
 *
 * @module
 */
import type { Context, Filter } from "grammy";
import { type Recipient, updateKey } from "../answers/answer.ts";

export type PictureContext = Filter<
  Context,
  "message:photo" | "message:document"
>;
export type TextContext = Filter<Context, "message:text">;
export type ButtonContext = Filter<Context, "callback_query:data">;

/** Returns the recipient of the answer to an update. */
export const recipientOf = (
  { update, chat }: {
    readonly update: { readonly update_id: number };
    readonly chat: { readonly id: number };
  },
  replyTo?: number,
): Recipient => ({
  key: updateKey(update.update_id),
  chatId: chat.id,
  replyTo,
});
