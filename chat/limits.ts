/**
 * Telegram's limits, as this stand-in enforces them. Polybot deliberately has
 * its own copy of those that it must respect, so that a wrong number on one
 * side fails a test.
 *
 * @module
 */
import { MAX_PICTURE_BYTES } from "../shared/pictures/limits.ts";

/** Limits of messages. Sizes are in bytes, lengths of texts in characters. */
export interface Limits {
  /** Maximum size of a file that the person may send and a bot may download. */
  readonly personFile: number;
  /** Maximum size of a file that a bot may send. */
  readonly botFile: number;
  /** Maximum size of a photo that a bot may send. */
  readonly botPhoto: number;
  readonly text: number;
  readonly caption: number;
  /** Maximum photos in one album. */
  readonly albumSize: number;
  /** Milliseconds before a refused update is sent to the webhook again: `first`, then twice as long each time, up to `longest`. */
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

/** Maximum ratio of a photo's longer side to its shorter side. */
export const MAX_ASPECT_RATIO = 20;
/** Maximum width plus height of a photo from a bot, in pixels. */
export const MAX_WIDTH_PLUS_HEIGHT = 10_000;
/** Maximum buttons under one message. */
export const MAX_BUTTONS = 100;
/** Maximum bytes of a button's `callback_data`. */
export const MAX_BUTTON_DATA = 64;
/** Maximum commands in the bot's menu. */
export const MAX_COMMANDS = 100;
/** Maximum characters of a command's description. */
export const MAX_COMMAND_DESCRIPTION = 256;
/** Maximum characters of the answer to a pressed button. */
export const MAX_CALLBACK_ANSWER = 200;
/** Maximum updates that one `getUpdates` returns. */
export const MAX_UPDATES = 100;
/** Maximum seconds that `getUpdates` waits. */
export const MAX_POLLING_SECONDS = 50;
/** Milliseconds that a webhook has to answer. */
export const WEBHOOK_ANSWER_TIMEOUT = 60_000;

/** Counts characters as Telegram does: an emoji is one. */
export const countCharacters = (text: string): number => [...text].length;
