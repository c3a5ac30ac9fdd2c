/**
 * /history: what was found in the chat's last pictures, and the buttons that
 * turn its pages.
 *
 * @module
 */
import { pageButtons } from "../answers/buttons.ts";
import { writePage } from "../answers/history.ts";
import type { Polybot } from "../polybot.ts";
import { answerWithText } from "../answers/requests.ts";
import {
  acknowledge,
  type ButtonContext,
  type TextContext,
  unlessLate,
  updateKey,
} from "./update.ts";

async function readPage(
  { backend }: Polybot,
  chatId: number,
  number: number,
) {
  const predictions = await backend.predictions.ofChat(chatId);
  const { text, page, pages } = writePage(predictions, number);
  return { text, buttons: pageButtons(page, pages) };
}

/** Answers with the first page. */
export async function sendHistory(polybot: Polybot, ctx: TextContext) {
  const { id } = ctx.chat;
  const { text, buttons } = await readPage(polybot, id, 1);
  await answerWithText(polybot, updateKey(ctx), id, undefined, {
    text,
    ...(buttons ? { buttons } : {}),
  });
}

/** Shows another page in the place of the one whose button was pressed. */
export async function turnPage(
  polybot: Polybot,
  ctx: ButtonContext,
  chatId: number,
  number: number,
) {
  await acknowledge(ctx);
  const { text, buttons } = await readPage(polybot, chatId, number);
  await unlessLate(() =>
    ctx.editMessageText(text, buttons ? { reply_markup: buttons } : {})
  );
}
