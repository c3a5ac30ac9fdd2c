import type { Message } from "grammy/types";
import { ACTIONS } from "../actions/mod.ts";
import { photosOfMessage } from "../answers/albums/album_photos.ts";
import { answer } from "../answers/answer.ts";
import { historyReply } from "../answers/history.ts";
import { answerCaption } from "../answers/answer_caption.ts";
import { looksLikeAction } from "../caption/parse.ts";
import type { Polybot } from "../polybot.ts";
import { photoOf } from "../telegram/photos.ts";
import { echo, howToUse, welcome } from "../texts.ts";
import { recipientOf, type TextContext } from "./update.ts";

const HELLO = /\bhello\b/i;
const DO_NOT_QUOTE = /^\s*please don['’]t quote me\W*$/i;

/** Returns whether a text replies to a picture and names an action for it. */
export function isActionForPicture(message: Message.TextMessage): boolean {
  const { reply_to_message: original, text } = message;
  return original !== undefined && photoOf(original) !== undefined &&
    looksLikeAction(text);
}

/** Applies a text's actions to the picture that it replies to. */
export async function handleActionForPicture(
  polybot: Polybot,
  ctx: TextContext,
): Promise<void> {
  const { reply_to_message: original, text: caption } = ctx.msg;
  const photo = original && photoOf(original);
  if (!photo) return;
  const request = { ...recipientOf(ctx), caption, photo };
  await answerCaption(
    polybot,
    request,
    (steps) =>
      steps.some(({ kind }) => kind === "combine")
        ? photosOfMessage(polybot.backend, ctx.chat.id, original, photo)
        : [photo],
  );
}

/** Handles `/start` and `/help`. */
export async function sendWelcome(polybot: Polybot, ctx: TextContext) {
  await answer(polybot, recipientOf(ctx), () => ({ text: welcome(ACTIONS) }));
}

/** Handles `/history`. */
export async function sendHistory(polybot: Polybot, ctx: TextContext) {
  await answer(
    polybot,
    recipientOf(ctx),
    () => historyReply(polybot.backend, ctx.chat.id, 1),
  );
}

/** Handles an action's command, such as `/blur`, that replies to no picture. */
export async function explainAction(
  polybot: Polybot,
  ctx: TextContext,
  action: typeof ACTIONS[number],
) {
  await answer(polybot, recipientOf(ctx), () => ({ text: howToUse(action) }));
}

/** Quotes a reply, answers a greeting with the welcome text, and echoes any other text. */
export async function handleText(polybot: Polybot, ctx: TextContext) {
  const { text, reply_to_message: original, message_id: messageId } = ctx.msg;
  const isQuoted = original !== undefined && !DO_NOT_QUOTE.test(text);
  const recipient = recipientOf(ctx, isQuoted ? messageId : undefined);
  await answer(polybot, recipient, () => {
    if (isQuoted) return { text };
    return { text: HELLO.test(text) ? welcome(ACTIONS) : echo(text) };
  });
}
