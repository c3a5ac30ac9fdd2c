/**
 * Collects the photos of an album in the shared store, whichever machines
 * receive them.
 *
 * @module
 */
import type { Backend } from "../../../shared/backend.ts";
import type { Album, AlbumDue, AlbumPhoto } from "../../../shared/contracts.ts";
import { updateRecord } from "../../../shared/records/update_record.ts";
import { ALBUM_AGE } from "../../../shared/retention.ts";
import type { Photo, Photos } from "../../telegram/photos.ts";
import { DUE_AFTER } from "./album_wait.ts";

export interface AlbumId {
  readonly chatId: number;
  readonly mediaGroupId: string;
}

const EMPTY: Album = { photos: [], inHand: [], answered: [] };

/** Returns the key of an album's record. */
export const albumKey = ({ chatId, mediaGroupId }: AlbumId): string =>
  `${chatId}/${mediaGroupId}`;

/** Changes an album in one step: see {@linkcode updateRecord}. */
export function updateAlbum<U extends Album | undefined>(
  { albums }: Backend,
  id: AlbumId,
  change: (album: Album | undefined) => U,
): Promise<U> {
  const options = { expireAfter: ALBUM_AGE * 1000 };
  return updateRecord(albums, albumKey(id), change, options);
}

/** Adds a photo to its album and schedules the album's answer. Doing it twice is harmless. */
export async function addToAlbum(
  backend: Backend,
  id: AlbumId,
  photo: Photo,
  caption: string | undefined,
): Promise<void> {
  const { messageId } = photo;
  const added: AlbumPhoto = { ...photo, addedAt: Date.now() };
  await updateAlbum(
    backend,
    id,
    (album = EMPTY) =>
      album.photos.some((other) => other.messageId === messageId) ? album : {
        ...album,
        photos: [...album.photos, added],
        ...(caption === undefined ? {} : { caption }),
      },
  );
  await sendAlbumDue(backend, {
    kind: "album-due",
    chatId: String(id.chatId),
    mediaGroupId: id.mediaGroupId,
    messageId,
    dueAt: Date.now() + DUE_AFTER * 1000,
  });
}

/** Sends a message that arrives when the album is due. */
export async function sendAlbumDue(
  { results }: Backend,
  due: AlbumDue,
): Promise<void> {
  await results.send(JSON.stringify(due), { delay: DUE_AFTER });
}

/** Returns the photos of an album that have arrived, in message order. */
export async function photosOfAlbum(
  { albums }: Backend,
  id: AlbumId,
): Promise<Photo[]> {
  const album = await albums.get(albumKey(id));
  return inMessageOrder(album?.value.photos ?? []);
}

export const inMessageOrder = (photos: readonly AlbumPhoto[]): AlbumPhoto[] =>
  photos.toSorted((a, b) => a.messageId - b.messageId);

/** Returns all photos of the album that a message belongs to, or its photo alone. */
export async function photosOfMessage(
  backend: Backend,
  chatId: number,
  message: { readonly media_group_id?: string },
  photo: Photo,
): Promise<Photos> {
  const { media_group_id: mediaGroupId } = message;
  if (mediaGroupId === undefined) return [photo];
  const [first, ...others] = await photosOfAlbum(backend, {
    chatId,
    mediaGroupId,
  });
  return first ? [first, ...others] : [photo];
}
