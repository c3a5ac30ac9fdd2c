/**
 * Checks whether an album is complete, and closes it.
 *
 * ```text
 * photo 1 ─▶ added ─▶ due (3 s) ─▶ closing: photo 2 is younger than 2 s, ignored
 * photo 2 ───▶ added ─▶ due (3 s) ─▶ closing: all photos are older ─▶ answer
 * ```
 *
 * Due messages wait on the results queue, which has delays. Closing messages
 * use the chat's own group of the updates queue: they are handled after every
 * photo of the chat that was acknowledged before, even one that is redelivered,
 * and never at the same time as one.
 *
 * @module
 */
import type { AlbumClosing, AlbumDue } from "../../../shared/contracts.ts";
import type { Polybot } from "../../polybot.ts";
import { pendingUpdates } from "../../telegram/pending_updates.ts";
import { photosOfAlbum, sendAlbumDue } from "./album_photos.ts";
import { reasonToWait } from "./album_wait.ts";

/** Closes a due album, or lets it wait: see {@linkcode reasonToWait}. */
export async function closeAlbum(
  { api, backend, log }: Pick<Polybot, "api" | "backend" | "log">,
  { dueAt = Infinity, ...due }: AlbumDue,
): Promise<void> {
  const { chatId, mediaGroupId, messageId, waits = 0 } = due;
  const id = { chatId: Number(chatId), mediaGroupId };
  const lateBy = Date.now() - dueAt;
  const { length: photos } = await photosOfAlbum(backend, id);
  const pending = await pendingUpdates(api);
  const reason = reasonToWait({ lateBy, photos, waits, pending });
  if (reason !== undefined) {
    log.debug({ ...id, waits, reason }, "the album waits for more photos");
    const next = reason === "late" ? due : { ...due, waits: waits + 1 };
    return await sendAlbumDue(backend, next);
  }
  const closing: AlbumClosing = { kind: "album-closing", chatId, mediaGroupId };
  await backend.updates.send(JSON.stringify(closing), {
    group: chatId,
    deduplicationId: `album-closing-${mediaGroupId}-${messageId}`,
  });
}
