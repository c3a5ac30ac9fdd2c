/**
 * The kinds of media in messages. After one is added here, `deno check` reports
 * all places that must handle it.
 *
 * @module
 */
import type { Message } from "grammy/types";

/** The kinds, each named as its field in Telegram's Message. */
export const MEDIA_KINDS = ["photo", "document"] as const;
export type MediaKind = typeof MEDIA_KINDS[number];

/** The value of the Message field of each kind. */
export type MediaContents = {
  readonly [Kind in MediaKind]: NonNullable<Message[Kind]>;
};

/** A medium, as a field of Telegram's Message. */
export type Media = {
  [Kind in MediaKind]: Pick<MediaContents, Kind>;
}[MediaKind];

/** Tells whether a name is a kind of media. */
export const isMediaKind = (name: string): name is MediaKind =>
  MEDIA_KINDS.some((kind) => kind === name);

/** Returns the kind of media in a message; `undefined` for a text message. */
export const mediaKindOf = (
  message: Readonly<Partial<Record<MediaKind, unknown>>>,
): MediaKind | undefined =>
  MEDIA_KINDS.find((kind) => message[kind] !== undefined);
