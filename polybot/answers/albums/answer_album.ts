import type { Album, AlbumClosing } from "../../../shared/contracts.ts";
import type { Polybot } from "../../polybot.ts";
import type { Photos } from "../../telegram/photos.ts";
import { chooseForAlbum } from "../../texts.ts";
import { answer } from "../answer.ts";
import { actionButtons } from "../buttons.ts";
import { answerCaption } from "../answer_caption.ts";
import {
  type AlbumId,
  albumKey,
  inMessageOrder,
  updateAlbum,
} from "./album_photos.ts";

/** Milliseconds without a new photo after which an album counts as complete. */
export const COMPLETE_AFTER = 2_000;

/** Answers a complete album; does nothing while photos arrive, or if it was answered. */
export async function answerAlbum(
  polybot: Polybot,
  closing: AlbumClosing,
): Promise<void> {
  const { backend } = polybot;
  const id = { ...closing, chatId: Number(closing.chatId) };
  const completeSince = Date.now() - COMPLETE_AFTER;
  const album = await updateAlbum(
    backend,
    id,
    (album) => album && selectPhotos(album, completeSince),
  );
  if (!album) return;
  const [first, ...others] = inMessageOrder(
    album.photos.filter(({ messageId }) => album.inHand.includes(messageId)),
  );
  if (!first) return;
  await answerPhotos(polybot, id, [first, ...others], album.caption);
  await updateAlbum(backend, id, (album) =>
    album && {
      ...album,
      answered: [...new Set([...album.answered, ...album.inHand])],
      inHand: [],
    });
}

/**
 * Selects the photos to answer together: all unanswered ones, unless some have
 * just arrived. If a process died after it selected photos, its selection is kept,
 * and every attempt answers the same photos.
 */
function selectPhotos(album: Album, completeSince: number): Album {
  const open = album.photos.filter(({ messageId }) =>
    !album.answered.includes(messageId)
  );
  const isArriving = open.some(({ addedAt }) => addedAt > completeSince);
  if (album.inHand.length > 0 || isArriving) return album;
  return { ...album, inHand: open.map(({ messageId }) => messageId) };
}

async function answerPhotos(
  polybot: Polybot,
  id: AlbumId,
  photos: Photos,
  caption: string | undefined,
): Promise<void> {
  const { chatId } = id;
  const [photo] = photos;
  const key = `album/${albumKey(id)}/${photo.messageId}`;
  if (caption !== undefined) {
    const request = { key, chatId, caption, photo };
    return await answerCaption(polybot, request, () => photos);
  }
  const recipient = { key, chatId, replyTo: photo.messageId };
  await answer(polybot, recipient, () => ({
    text: chooseForAlbum(photos.length),
    buttons: actionButtons(photos.length),
  }));
}
