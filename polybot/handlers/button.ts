/**
 * Handles pressed buttons: opens a menu, carries out an action on the picture
 * that the buttons reply to, or turns a page of the history.
 *
 * @module
 */
import { GrammyError } from "grammy";
import { photosOfMessage } from "../answers/albums/album_photos.ts";
import {
  actionButtons,
  exampleButtons,
  readChoice,
} from "../answers/buttons.ts";
import { historyReply } from "../answers/history.ts";
import { answerCaption } from "../answers/answer_caption.ts";
import type { Polybot } from "../polybot.ts";
import { photoOf } from "../telegram/photos.ts";
import type { TextReply } from "../telegram/replies.ts";
import {
  CHOOSE_FOR_PHOTO,
  chooseForAlbum,
  chooseVariant,
  PICTURE_GONE,
  UNKNOWN_BUTTON,
} from "../texts.ts";
import { type ButtonContext, recipientOf } from "./update.ts";

/** Handles a pressed button. */
export async function handleButton(
  polybot: Polybot,
  ctx: ButtonContext,
): Promise<void> {
  const { backend } = polybot;
  const { chat, callbackQuery, update } = ctx;
  const choice = readChoice(callbackQuery.data);
  if (!choice || !chat) {
    return await acknowledge(ctx, { text: UNKNOWN_BUTTON, show_alert: true });
  }
  if (choice.kind === "history") {
    await acknowledge(ctx);
    const page = await historyReply(backend, chat.id, choice.page);
    return await showInPlace(ctx, page);
  }
  const question = callbackQuery.message;
  const original = question && "reply_to_message" in question
    ? question.reply_to_message
    : undefined;
  const photo = original && photoOf(original);
  if (!photo) {
    return await acknowledge(ctx, { text: PICTURE_GONE, show_alert: true });
  }
  const photos = await photosOfMessage(backend, chat.id, original, photo);
  if (choice.kind === "menu") {
    await acknowledge(ctx);
    return await showInPlace(ctx, menu(choice.action, photos.length));
  }
  const { caption } = choice;
  await acknowledge(ctx, { text: `${caption}…` });
  const request = { ...recipientOf({ update, chat }), caption, photo };
  await answerCaption(polybot, request, () => photos);
}

function menu(action: string | undefined, pictures: number): TextReply {
  if (action !== undefined) {
    return { text: chooseVariant(action), buttons: exampleButtons(action) };
  }
  const text = pictures > 1 ? chooseForAlbum(pictures) : CHOOSE_FOR_PHOTO;
  return { text, buttons: actionButtons(pictures) };
}

/** Ends the button's loading state, with a notice if there is one to show. */
async function acknowledge(
  ctx: ButtonContext,
  notice?: { text: string; show_alert?: boolean },
) {
  await ignoringOutdated(ctx.answerCallbackQuery(notice));
}

/** Replaces the text and the buttons of the message whose button was pressed. */
async function showInPlace(ctx: ButtonContext, { text, buttons }: TextReply) {
  const other = buttons ? { reply_markup: buttons } : {};
  await ignoringOutdated(ctx.editMessageText(text, other));
}

/** Ignores Telegram's refusal if the press is too old, or the message is gone or unchanged. */
async function ignoringOutdated(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const isOutdated = error instanceof GrammyError &&
      error.error_code === 400 &&
      /query is too old|not modified|message to edit not found/.test(
        error.description,
      );
    if (!isOutdated) throw error;
  }
}
