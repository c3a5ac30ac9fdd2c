/**
 * A button was pressed: a menu is opened, or the picture that the buttons
 * reply to is worked on.
 *
 * @module
 */
import { type Context, GrammyError } from "grammy";
import { keyboard, readChoice, variants } from "../choices.ts";
import { photoOf } from "../photos.ts";
import type { Polybot } from "../polybot.ts";
import {
  CHOOSE_FOR_PHOTO,
  chooseForAlbum,
  chooseVariant,
  PICTURE_GONE,
  UNKNOWN_BUTTON,
} from "../texts.ts";
import { wholeAlbum, work } from "./picture.ts";
import type { ButtonContext } from "./update.ts";

/** Answers a pressed button. */
export async function handleButton(polybot: Polybot, ctx: ButtonContext) {
  const choice = readChoice(ctx.callbackQuery.data);
  const question = ctx.callbackQuery.message;
  const original = question && "reply_to_message" in question
    ? question.reply_to_message
    : undefined;
  const photo = original && photoOf(original);
  if (!choice || !photo || !ctx.chat) {
    const text = choice ? PICTURE_GONE : UNKNOWN_BUTTON;
    return await acknowledge(ctx, { text, show_alert: true });
  }
  const { chat, update } = ctx;
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

/** Ends the button's waiting; what is shown is a courtesy, and comes late after a crash. */
async function acknowledge(
  ctx: ButtonContext,
  options?: { text: string; show_alert?: boolean },
) {
  await unlessLate(() => ctx.answerCallbackQuery(options));
}

/** Passes over Telegram's word that a query is too old, or a menu open already. */
async function unlessLate(call: () => Promise<unknown>) {
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
