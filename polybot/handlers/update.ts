/**
 * What the handlers of all updates share.
 *
 * @module
 */
import { type Context, type Filter, GrammyError } from "grammy";
import type { Polybot } from "../polybot.ts";
import { answerWithText, sentenceFor } from "../answers/requests.ts";

export type PictureContext = Filter<
  Context,
  "message:photo" | "message:document"
>;
export type TextContext = Filter<Context, "message:text">;
/** What a person may send besides texts, photos and files. */
export const OTHER_CONTENT = [
  "message:sticker",
  "message:voice",
  "message:audio",
  "message:video",
  "message:video_note",
  "message:contact",
  "message:location",
  "message:poll",
  "message:dice",
  "message:story",
] as const;
export type OtherContext = Filter<Context, typeof OTHER_CONTENT[number]>;
export type ButtonContext = Filter<Context, "callback_query:data">;

/** The key of an update's answer. */
export const updateKey = (
  { update }: { readonly update: { readonly update_id: number } },
) => `update/${update.update_id}`;

/** What an update and its chat are known by. */
export interface UpdateInChat {
  readonly update: { readonly update_id: number };
  readonly chat: { readonly id: number };
}

/** Does `work`; a fault that the person can mend becomes the answer. */
export async function answerFault(
  polybot: Polybot,
  ctx: UpdateInChat,
  replyTo: { readonly messageId: number },
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const text = sentenceFor(error);
    if (text === undefined) throw error;
    const key = updateKey(ctx);
    await answerWithText(polybot, key, ctx.chat.id, replyTo, { text });
  }
}

/** Ends the button's waiting; what is shown is a courtesy, and comes late after a crash. */
export async function acknowledge(
  ctx: ButtonContext,
  options?: { text: string; show_alert?: boolean },
) {
  await unlessLate(() => ctx.answerCallbackQuery(options));
}

/** Passes over Telegram's word that a query is too old, or that the message shows this already. */
export async function unlessLate(call: () => Promise<unknown>) {
  try {
    await call();
  } catch (error) {
    const late = error instanceof GrammyError && error.error_code === 400 &&
      /query is too old|not modified|message to edit not found/.test(
        error.description,
      );
    if (!late) throw error;
  }
}
