/**
 * Telegram's limits, as this stand-in enforces them. Polybot has its own copy
 * of those that it must keep, on purpose: a wrong number on one side then
 * fails a test instead of being wrong on both.
 *
 * @module
 */
import { MAX_PICTURE_BYTES } from "../shared/pictures/limits.ts";

/** Sizes in bytes, texts in characters. */
export interface Limits {
  /** The largest file that the person may send and a bot may download. */
  readonly personFile: number;
  /** The largest file that a bot may send. */
  readonly botFile: number;
  /** The largest photo that a bot may send. */
  readonly botPhoto: number;
  readonly text: number;
  readonly caption: number;
  /** The most photos in one album. */
  readonly albumSize: number;
  /** Milliseconds before an update that the webhook refused is sent again, doubled up to the longest. */
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

/** A photo's longer side divided by the shorter one, at most. */
export const MAX_ASPECT_RATIO = 20;
/** Width plus height of a photo from a bot, in pixels, at most. */
export const MAX_WIDTH_PLUS_HEIGHT = 10_000;
/** Buttons under one message, at most. */
export const MAX_BUTTONS = 100;
/** Bytes of a button's `callback_data`, at most. */
export const MAX_BUTTON_DATA = 64;
/** Commands in the bot's menu, at most. */
export const MAX_COMMANDS = 100;
/** Characters of a command's description, at most. */
export const MAX_COMMAND_DESCRIPTION = 256;
/** Characters of the answer to a pressed button, at most. */
export const MAX_CALLBACK_ANSWER = 200;
/** Updates that one `getUpdates` returns, at most. */
export const MAX_UPDATES = 100;
/** Seconds that `getUpdates` waits, at most. */
export const MAX_POLLING_SECONDS = 50;
/** Milliseconds that a webhook has to answer. */
export const WEBHOOK_ANSWER_TIMEOUT = 60_000;

/** Counts characters as Telegram does: an emoji is one. */
export const countCharacters = (text: string): number => [...text].length;
