/**
 * The page's decisions about each kind of media. `message_media.js` draws
 * them, and `attachments.js` offers them for sending. Pure.
 *
 * @module
 */

/** @import { ChatEvent } from "../conversation/event_log.ts" */
/** @import { MediaKind } from "../media_kinds.ts" */

/**
 * @typedef {object} MediaRules
 * @property {string} activity the bot's status while it uploads one
 * @property {boolean} asAlbum sends several of them as one message
 * @property {boolean} fillsBubble makes the bubble as wide as the medium
 * @property {(message: ChatEvent) => boolean} opensLarge
 * @property {(message: ChatEvent) => string} snippet stands for a message without text
 * @property {(message: ChatEvent) => string} downloadName
 */

/** @type {Readonly<Record<MediaKind, MediaRules>>} */
export const MEDIA_RULES = {
  photo: {
    activity: "sending a photo",
    asAlbum: true,
    fillsBubble: true,
    opensLarge: () => true,
    snippet: () => "Photo",
    downloadName: ({ id }) => `photo-${id}.jpg`,
  },
  document: {
    activity: "sending a file",
    asAlbum: false,
    fillsBubble: false,
    opensLarge: ({ thumbnailUrl }) => thumbnailUrl !== undefined,
    snippet: ({ fileName = "File" }) => fileName,
    downloadName: ({ fileName = "File" }) => fileName,
  },
};

export const MEDIA_KINDS = /** @type {MediaKind[]} */ (Object.keys(
  MEDIA_RULES,
));

/**
 * Returns the medium of a message and the rules for its kind; `undefined` for
 * a text message.
 *
 * @param {ChatEvent} message
 */
export function mediumOf(message) {
  for (const kind of MEDIA_KINDS) {
    const url = message[`${kind}Url`];
    if (url !== undefined) return { kind, url, rules: MEDIA_RULES[kind] };
  }
  return undefined;
}
