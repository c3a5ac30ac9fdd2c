import { inspectPicture } from "../../shared/pictures/inspect.ts";
import { addToAlbum } from "../answers/albums/album_photos.ts";
import { answer } from "../answers/answer.ts";
import { actionButtons } from "../answers/buttons.ts";
import { answerCaption } from "../answers/answer_caption.ts";
import type { Polybot } from "../polybot.ts";
import { showChatAction } from "../telegram/chat_action.ts";
import { photoOf } from "../telegram/photos.ts";
import { CHOOSE_FOR_PHOTO } from "../texts.ts";
import { type PictureContext, recipientOf } from "./update.ts";

/** Handles a photo or document: adds it to its album, carries out its caption, or offers buttons. */
export async function handlePicture(
  polybot: Polybot,
  ctx: PictureContext,
): Promise<void> {
  const { media_group_id: mediaGroupId, caption } = ctx.msg;
  const photo = photoOf(ctx.msg);
  if (!photo) return;
  const chatId = ctx.chat.id;
  const recipient = recipientOf(ctx, photo.messageId);
  if (mediaGroupId !== undefined) {
    await addToAlbum(polybot.backend, { chatId, mediaGroupId }, photo, caption);
    showChatAction(polybot, chatId, photo);
  } else if (caption?.trim()) {
    const request = { ...recipient, caption, photo };
    await answerCaption(polybot, request, () => [photo]);
  } else {
    await answer(polybot, recipient, async () => {
      // Telegram has checked a photo; a document may be anything
      if (photo.isDocument) await inspectPicture(await polybot.download(photo));
      return { text: CHOOSE_FOR_PHOTO, buttons: actionButtons(1) };
    });
  }
}
