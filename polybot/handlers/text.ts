/**
 * A text came: a greeting, a command, a reply, or anything else.
 *
 * @module
 */
import type { Message } from "grammy/types";
import { ACTIONS } from "../actions/mod.ts";
import { looksLikeAction } from "../caption/parse.ts";
import { photoOf } from "../telegram/photos.ts";
import type { Polybot } from "../polybot.ts";
import { answerWithText } from "../answers/requests.ts";
import { echo, howToUse, NOT_A_PHOTO, welcome } from "../texts.ts";
import { wholeAlbum, work } from "./photo.ts";
import {
  type OtherContext,
  type TextContext,
  type UpdateInChat,
  updateKey,
} from "./update.ts";

const HELLO = /\bhello\b/i;
const DO_NOT_QUOTE = /^\s*please don['’]t quote me\W*$/i;

/** Whether the text is a reply to a picture that says what to do with it. */
export function asksForPicture(message: Message.TextMessage): boolean {
  const { reply_to_message: original, text } = message;
  return original !== undefined && photoOf(original) !== undefined &&
    looksLikeAction(text);
}

/** Works on the picture that the text replies to. */
export async function handleReplyToPicture(
  polybot: Polybot,
  ctx: TextContext,
) {
  const { reply_to_message: original, text } = ctx.msg;
  const photo = original && photoOf(original);
  if (!photo) return;
  const { chat } = ctx;
  await work(
    polybot,
    ctx,
    photo,
    text,
    async (steps) =>
      steps.some(({ kind }) => kind === "combine")
        ? await wholeAlbum(polybot, chat.id, original, photo)
        : [photo],
  );
}

/** /start and /help. */
export async function sendWelcome(polybot: Polybot, ctx: TextContext) {
  await say(polybot, ctx, welcome(ACTIONS));
}

/** /blur and its like, without a picture: how to use it. */
export async function explainAction(
  polybot: Polybot,
  ctx: TextContext,
  action: typeof ACTIONS[number],
) {
  await say(polybot, ctx, howToUse(action));
}

/** A reply is quoted back, a greeting is greeted, anything else is echoed. */
export async function handleText(polybot: Polybot, ctx: TextContext) {
  const { text, reply_to_message: original, message_id: messageId } = ctx.msg;
  if (original && !DO_NOT_QUOTE.test(text)) {
    const key = updateKey(ctx);
    return await answerWithText(
      polybot,
      key,
      ctx.chat.id,
      { messageId },
      { text },
    );
  }
  await say(polybot, ctx, HELLO.test(text) ? welcome(ACTIONS) : echo(text));
}

/** A sticker, a voice message and their like: what can be sent instead. */
export async function refuseOther(polybot: Polybot, ctx: OtherContext) {
  await say(polybot, ctx, NOT_A_PHOTO);
}

/** Answers with a text that replies to nothing. */
async function say(polybot: Polybot, ctx: UpdateInChat, text: string) {
  const key = updateKey(ctx);
  await answerWithText(polybot, key, ctx.chat.id, undefined, { text });
}
