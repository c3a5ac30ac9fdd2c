// @ts-check
/**
 * A draft as the messages that it becomes. Pure.
 *
 * @module
 */

/** @import { Post } from "../server/api.js" */

/** How many photos go in one message. */
export const MOST_PHOTOS = 10;

/**
 * Photos go together, as an album; files go one by one, each with the text, as
 * each is worked on for itself.
 *
 * @param {{ text: string, files: readonly File[], asFiles: boolean, replyTo: number | undefined }} draft
 * @returns {Post[]}
 */
export function postsOf({ text, files, asFiles, replyTo }) {
  const common = { text, ...(replyTo === undefined ? {} : { replyTo }) };
  if (files.length === 0) {
    return text === "" ? [] : [{ ...common, photos: [] }];
  }
  return asFiles
    ? files.map((document) => ({ ...common, photos: [], document }))
    : [{ ...common, photos: files }];
}

/** @param {Post} post */
export const filesOf = ({ photos, document }) => document ? [document] : photos;
