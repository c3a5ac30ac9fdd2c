/**
 * The page's rules for each kind of media. `message_media.js` draws the media,
 * and `attachments.js` lets the user choose the kind. Pure.
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
 * @property {(message: ChatEvent) => string} snippet replaces the text of a message without one
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
