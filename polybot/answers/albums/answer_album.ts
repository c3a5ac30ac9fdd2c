/**
 * The photos of one album, gathered in the shared store, whichever machine
 * they reach.
 *
 * Telegram sends an album as one update a photo and does not say how many come.
 *
 * ```text
 * photo 1 ─▶ added ─▶ due (3 s) ─▶ closing: photo 2 is younger than 2 s, end
 * photo 2 ───▶ added ─▶ due (3 s) ─▶ closing: nothing is younger ─▶ answer
 * ```
 *
 * A due message waits on the results queue, which can delay; the closing
 * message then stands in line on the chat's own group of the updates queue.
 * So it is handled after every photo of the chat that was acknowledged before
 * it, though one of them had to be redelivered, and never beside another.
 *
 * @module
 */
import type { Backend, StoredRecord } from "../../../shared/backend.ts";
import { RetryLaterError } from "../../../shared/consumer/mod.ts";
import type {
  Album,
  AlbumClosing,
  AlbumDue,
  AlbumPhoto,
} from "../../../shared/contracts.ts";
import { parseCaption } from "../../caption/parse.ts";
import { keyboard } from "../buttons.ts";
import { keptUpdates } from "../../telegram/pending_updates.ts";
import type { Photo } from "../../telegram/photos.ts";
import type { Polybot } from "../../polybot.ts";
import { answerWithText, carryOut, sentenceFor } from "../requests.ts";
import { chooseForAlbum } from "../../texts.ts";

/** Seconds from a photo to the first look whether its album is whole. */
const DUE_AFTER = 3;
/** Milliseconds without a new photo after which an album counts as whole. */
const QUIET = 2_000;
/** Milliseconds after its time when a due message counts as late. */
const LATE = 1_000;
/** An album of fewer photos is none: others are still to come. */
const FEWEST_PHOTOS = 2;
/** How often an album waits for photos that must or may come: longer than Telegram waits at first, but not for ever. */
const MOST_WAITS = 6;
/** How often it waits where updates are merely on their way, as they always are to a busy bot. */
const WAITS_IF_BUSY = 2;
/** Milliseconds that an album is kept, for its buttons. */
const KEPT = 2 * 24 * 3600 * 1000;

/** The names of an album, as its messages carry them. */
export interface AlbumId {
  readonly chatId: number;
  readonly mediaGroupId: string;
}

const keyOf = ({ chatId, mediaGroupId }: AlbumId) =>
  `${chatId}/${mediaGroupId}`;

/** Adds a photo to its album, and sees to it that the album falls due. Doing it twice is harmless. */
export async function addToAlbum(
  backend: Backend,
  id: AlbumId,
  photo: Photo,
  caption: string | undefined,
): Promise<void> {
  const added: AlbumPhoto = { ...photo, addedAt: Date.now() };
  await changeAlbum(
    backend,
    id,
    (album) =>
      album.photos.some((known) => known.messageId === photo.messageId)
        ? album
        : {
          ...album,
          photos: [...album.photos, added],
          ...(caption === undefined ? {} : { caption }),
        },
  );
  await sendDue(backend, {
    kind: "album-due",
    chatId: String(id.chatId),
    mediaGroupId: id.mediaGroupId,
    messageId: photo.messageId,
    dueAt: Date.now() + DUE_AFTER * 1000,
  });
}

async function sendDue(backend: Backend, due: AlbumDue) {
  await backend.results.send(JSON.stringify(due), { delay: DUE_AFTER });
}

/**
 * Puts a due album in line behind the photos of its chat.
 *
 * While no machine could take updates, Telegram keeps them, and there may be
 * photos among them: a due message that comes late itself waits once more, and
 * so does one, for a while, whose album has a single photo, or where Telegram
 * says that it keeps updates.
 */
export async function closeAlbum(
  polybot: Pick<Polybot, "api" | "backend">,
  { dueAt = Infinity, ...due }: AlbumDue,
) {
  const { backend } = polybot;
  if (Date.now() > dueAt + LATE) return await sendDue(backend, due);
  const { chatId, mediaGroupId, messageId, waits = 0 } = due;
  const id = { chatId: Number(chatId), mediaGroupId };
  if (waits < await waitsFor(polybot, id)) {
    return await sendDue(backend, { ...due, waits: waits + 1 });
  }
  const closing: AlbumClosing = {
    kind: "album-closing",
    chatId,
    mediaGroupId,
  };
  await backend.updates.send(JSON.stringify(closing), {
    group: chatId,
    deduplicationId: `album-closing-${mediaGroupId}-${messageId}`,
  });
}

/** How often the album is to wait for more photos, as things stand. */
async function waitsFor(
  { api, backend }: Pick<Polybot, "api" | "backend">,
  id: AlbumId,
): Promise<number> {
  const photos = await photosOfAlbum(backend, id);
  if (photos.length < FEWEST_PHOTOS) return MOST_WAITS;
  switch (await keptUpdates(api)) {
    case "failed":
      return MOST_WAITS;
    case "on their way":
      return WAITS_IF_BUSY;
    case "none":
      return 0;
  }
}

/** The photos of an album that came so far, in message order. */
export async function photosOfAlbum(
  backend: Backend,
  id: AlbumId,
): Promise<Photo[]> {
  const album = await backend.albums.get(keyOf(id));
  return inOrder(album?.value.photos ?? []);
}

const inOrder = (photos: readonly AlbumPhoto[]): Photo[] =>
  photos.toSorted((a, b) => a.messageId - b.messageId);

/** Answers an album that is whole; does nothing while photos still come, or when it was answered. */
export async function answerAlbum(
  polybot: Polybot,
  closing: AlbumClosing,
): Promise<void> {
  const id = { ...closing, chatId: Number(closing.chatId) };
  const album = await claimPhotos(polybot.backend, id);
  if (!album) return;
  const [first, ...others] = inOrder(
    album.photos.filter(({ messageId }) => album.inHand.includes(messageId)),
  );
  if (!first) return;
  await answerPhotos(polybot, id, [first, ...others], album.caption);
  await changeAlbum(polybot.backend, id, (current) => ({
    ...current,
    answered: [...new Set([...current.answered, ...current.inHand])],
    inHand: [],
  }));
}

async function answerPhotos(
  polybot: Polybot,
  id: AlbumId,
  photos: readonly [Photo, ...Photo[]],
  caption: string | undefined,
): Promise<void> {
  const { chatId } = id;
  const [first] = photos;
  const key = `album/${keyOf(id)}/${first.messageId}`;
  if (caption === undefined) {
    const text = chooseForAlbum(photos.length);
    const buttons = keyboard(photos.length);
    return await answerWithText(polybot, key, chatId, first, { text, buttons });
  }
  try {
    const steps = parseCaption(caption);
    await carryOut(polybot, { key, chatId, photos, steps });
  } catch (error) {
    const text = sentenceFor(error);
    if (text === undefined) throw error;
    await answerWithText(polybot, key, chatId, first, { text });
  }
}

/**
 * Takes all unanswered photos in hand, or those that a dead process had in
 * hand, so that every try answers the same photos.
 */
async function claimPhotos(
  backend: Backend,
  id: AlbumId,
): Promise<Album | undefined> {
  const quietSince = Date.now() - QUIET;
  const album = await changeAlbum(backend, id, (album) => {
    const open = album.photos.filter(({ messageId }) =>
      !album.answered.includes(messageId)
    );
    const stillComing = open.some(({ addedAt }) => addedAt > quietSince);
    if (album.inHand.length || stillComing) return album;
    return { ...album, inHand: open.map(({ messageId }) => messageId) };
  });
  return album.inHand.length ? album : undefined;
}

/** Tries of a conditional write that other machines' writes may overtake. */
const TRIES = 10;

/** Reads, changes and writes an album as one step. @return the album as it stands then */
async function changeAlbum(
  { albums }: Backend,
  id: AlbumId,
  change: (album: Album) => Album,
): Promise<Album> {
  const key = keyOf(id);
  for (let tried = 0; tried < TRIES; tried++) {
    const stored: StoredRecord<Album> | undefined = await albums.get(key);
    const before = stored?.value ?? { photos: [], inHand: [], answered: [] };
    const after = change(before);
    if (after === before) return before;
    const written = await albums.put(key, after, {
      ifVersion: stored?.version ?? null,
      expiresAt: new Date(Date.now() + KEPT),
    });
    if (written !== undefined) return after;
  }
  throw new RetryLaterError(1);
}
