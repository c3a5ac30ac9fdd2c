/**
 * A picture came: with a caption it is worked on, without one it gets buttons.
 *
 * @module
 */
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import type { Step } from "../actions/action.ts";
import { addToAlbum, photosOfAlbum } from "../answers/albums/answer_album.ts";
import { parseCaption } from "../caption/parse.ts";
import { showChatAction } from "../telegram/chat_action.ts";
import { keyboard } from "../answers/buttons.ts";
import { type Photo, photoOf } from "../telegram/photos.ts";
import type { Polybot } from "../polybot.ts";
import { answerWithText, carryOut } from "../answers/requests.ts";
import { CHOOSE_FOR_PHOTO } from "../texts.ts";
import {
  answerFault,
  type PictureContext,
  type UpdateInChat,
  updateKey,
} from "./update.ts";

/** Answers a photo or a file; a part of an album joins the others. */
export async function handlePicture(polybot: Polybot, ctx: PictureContext) {
  const { media_group_id: mediaGroupId, caption } = ctx.msg;
  const photo = photoOf(ctx.msg);
  if (!photo) return;
  if (mediaGroupId !== undefined) {
    const id = { chatId: ctx.chat.id, mediaGroupId };
    await addToAlbum(polybot.backend, id, photo, caption);
    // until the album is whole
    showChatAction(polybot, ctx.chat.id, photo);
  } else if (caption?.trim()) {
    await work(polybot, ctx, photo, caption);
  } else {
    await offerChoices(polybot, ctx, photo);
  }
}

/** The photos that the steps of a caption work on. */
export type PhotosFor = (
  steps: readonly Step[],
) => Promise<readonly [Photo, ...Photo[]]>;

/** Carries out what a caption says, or answers what is wrong with it. */
export async function work(
  polybot: Polybot,
  ctx: UpdateInChat,
  photo: Photo,
  caption: string,
  photosFor: PhotosFor = () => Promise.resolve([photo]),
) {
  await answerFault(polybot, ctx, photo, async () => {
    const steps = parseCaption(caption);
    await carryOut(polybot, {
      key: updateKey(ctx),
      chatId: ctx.chat.id,
      photos: await photosFor(steps),
      steps,
    });
  });
}

/** All photos of the album that a message belongs to, or its photo alone. */
export async function wholeAlbum(
  polybot: Polybot,
  chatId: number,
  message: { readonly media_group_id?: string },
  photo: Photo,
): Promise<[Photo, ...Photo[]]> {
  const { media_group_id: mediaGroupId } = message;
  if (mediaGroupId === undefined) return [photo];
  const id = { chatId, mediaGroupId };
  const [first, ...others] = await photosOfAlbum(polybot.backend, id);
  return first ? [first, ...others] : [photo];
}

async function offerChoices(
  polybot: Polybot,
  ctx: PictureContext,
  photo: Photo,
) {
  await answerFault(polybot, ctx, photo, async () => {
    // Telegram has looked at a photo; a file may be anything
    if (photo.isDocument) await inspectPicture(await polybot.download(photo));
    await answerWithText(polybot, updateKey(ctx), ctx.chat.id, photo, {
      text: CHOOSE_FOR_PHOTO,
      buttons: keyboard(1),
    });
  });
}
