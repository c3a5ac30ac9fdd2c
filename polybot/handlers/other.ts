import type { Context, Filter } from "grammy";
import { answer } from "../answers/answer.ts";
import type { Polybot } from "../polybot.ts";
import { NOT_A_PHOTO } from "../texts.ts";
import { recipientOf } from "./update.ts";

/** Messages that users send besides texts, photos and documents. */
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

/** Answers messages such as stickers and voice messages with what can be sent instead. */
export async function handleOther(
  polybot: Polybot,
  ctx: Filter<Context, typeof OTHER_CONTENT[number]>,
) {
  await answer(polybot, recipientOf(ctx), () => ({ text: NOT_A_PHOTO }));
}
