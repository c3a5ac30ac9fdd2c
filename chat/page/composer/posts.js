/**
 * Converts a draft to the messages to send. Pure.
 *
 * @module
 */
import { MEDIA_RULES } from "../media_kinds.js";

/** @import { Post } from "../server/api.js" */
/** @import { MediaKind } from "../../media_kinds.ts" */

/** Maximum photos in one message. */
export const MAX_PHOTOS = 10;

/**
 * Sends photos together, as an album, and files one by one, each with the
 * text, because the bot handles each file separately.
 *
 * @param {{ text: string, files: readonly File[], kind: MediaKind, replyTo: number | undefined }} draft
 * @returns {Post[]}
 */
export function postsOf({ text, files, kind, replyTo }) {
  const common = { text, kind, ...(replyTo === undefined ? {} : { replyTo }) };
  if (files.length === 0) return text === "" ? [] : [{ ...common, files }];
  return MEDIA_RULES[kind].asAlbum
    ? [{ ...common, files }]
    : files.map((file) => ({ ...common, files: [file] }));
}
