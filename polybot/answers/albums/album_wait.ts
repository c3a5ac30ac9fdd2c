import { ALBUM_SIZE } from "../../telegram/limits.ts";
import type { PendingUpdates } from "../../telegram/pending_updates.ts";

/** Seconds from a photo's arrival until its album is checked for completeness, and between two checks. */
export const DUE_AFTER = 3;
/** Milliseconds after which a due message counts as late. */
export const LATE_AFTER = 1_000;
/** Waits after which an album is answered even if photos may be missing: longer than Telegram's first retries take. */
export const MAX_WAITS = 6;
/** Waits after which an album is answered if updates are on their way but none has failed: a busy bot always has some. */
export const MAX_WAITS_IF_BUSY = 2;

/** State of an album that is due. */
export interface DueAlbum {
  /** Milliseconds between when the due message was due and when it was received. */
  readonly lateBy: number;
  /** Photos that have arrived. */
  readonly photos: number;
  /** Number of times that the album has waited. */
  readonly waits: number;
  readonly pending: PendingUpdates;
}

export type WaitReason =
  | "late"
  | "single photo"
  | "undelivered updates"
  | "updates on their way";

/**
 * Returns why an album waits for more photos; `undefined` if it is answered
 * now. Telegram does not say how many photos an album has:
 *
 * - A late message shows that no machine could take messages for a while: the
 *   updates of that time are still to come. This does not count as a wait.
 * - An album has at least two photos.
 * - Updates that Telegram could not deliver may contain photos, and so may
 *   those on their way: one of them may hang, and only later count as failed.
 */
export function reasonToWait(
  { lateBy, photos, waits, pending }: DueAlbum,
): WaitReason | undefined {
  if (lateBy > LATE_AFTER) return "late";
  if (waits >= MAX_WAITS) return undefined;
  if (photos < ALBUM_SIZE.min) return "single photo";
  if (pending === "failed") return "undelivered updates";
  return pending === "on their way" && waits < MAX_WAITS_IF_BUSY
    ? "updates on their way"
    : undefined;
}
