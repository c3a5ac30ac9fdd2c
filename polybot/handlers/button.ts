/**
 * A button was pressed: a menu is opened, the picture that the buttons reply
 * to is worked on, or a page is turned.
 *
 * @module
 */
import type { Context } from "grammy";
import { keyboard, readChoice, variants } from "../answers/buttons.ts";
import { photoOf } from "../telegram/photos.ts";
import type { Polybot } from "../polybot.ts";
import {
  CHOOSE_FOR_PHOTO,
  chooseForAlbum,
  chooseVariant,
  PICTURE_GONE,
  UNKNOWN_BUTTON,
} from "../texts.ts";
import { turnPage } from "./history.ts";
import { wholeAlbum, work } from "./photo.ts";
import { acknowledge, type ButtonContext, unlessLate } from "./update.ts";

/** Answers a pressed button. */
export async function handleButton(polybot: Polybot, ctx: ButtonContext) {
  const { chat, callbackQuery, update } = ctx;
  const choice = readChoice(callbackQuery.data);
  if (!choice || !chat) {
    return await acknowledge(ctx, { text: UNKNOWN_BUTTON, show_alert: true });
  }
  if (choice.kind === "history") {
    return await turnPage(polybot, ctx, chat.id, choice.page);
  }
  const question = callbackQuery.message;
  const original = question && "reply_to_message" in question
    ? question.reply_to_message
    : undefined;
  const photo = original && photoOf(original);
  if (!photo) {
    return await acknowledge(ctx, { text: PICTURE_GONE, show_alert: true });
  }
  const photos = await wholeAlbum(polybot, chat.id, original, photo);
  if (choice.kind === "menu") {
    await acknowledge(ctx);
    return await openMenu(ctx, choice.action, photos.length);
  }
  await acknowledge(ctx, { text: `${choice.caption}…` });
  await work(
    polybot,
    { update, chat },
    photo,
    choice.caption,
    () => Promise.resolve(photos),
  );
}

async function openMenu(
  ctx: Context,
  action: string | undefined,
  pictures: number,
) {
  const [text, buttons] = action === undefined
    ? [
      pictures > 1 ? chooseForAlbum(pictures) : CHOOSE_FOR_PHOTO,
      keyboard(pictures),
    ]
    : [chooseVariant(action), variants(action)];
  await unlessLate(() => ctx.editMessageText(text, { reply_markup: buttons }));
}
