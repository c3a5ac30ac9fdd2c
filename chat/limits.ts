/**
 * Telegram's limits on what is sent.
 *
 * @module
 */
import { MAX_PICTURE_BYTES } from "../shared/pictures/limits.ts";

/** Sizes in bytes, texts in characters. */
export interface Limits {
  /** A file from the person, and the largest that a bot may download. */
  readonly personFile: number;
  /** A file from the bot. */
  readonly botFile: number;
  /** A photo from the bot. */
  readonly botPhoto: number;
  readonly text: number;
  readonly caption: number;
  readonly albumSize: number;
  /** Milliseconds before an update that the webhook refused is sent again; it doubles up to the second. */
  readonly webhookRetry: readonly [first: number, longest: number];
}

export const LIMITS: Limits = {
  personFile: MAX_PICTURE_BYTES,
  botFile: 50 * 1024 * 1024,
  botPhoto: 10 * 1024 * 1024,
  text: 4096,
  caption: 1024,
  albumSize: 10,
  webhookRetry: [1_000, 60_000],
};

/** Characters as Telegram counts them: an emoji is one. */
export const lengthOf = (text: string): number => [...text].length;
