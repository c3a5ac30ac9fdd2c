/**
 * Draws the media of a message: a picture, an album, a file.
 *
 * @module
 */
import { element, icon } from "../dom.js";
import { MEDIA_KINDS, mediumOf } from "../media_kinds.js";
import { formatSize, nameOf, snippetOf } from "../wording.js";
import { boxOfPicture, MAX_WIDTH, rowsOfAlbum } from "./media_layout.js";

/** @import { ChatEvent } from "../../conversation/event_log.ts" */
/** @import { MediaKind } from "../../media_kinds.ts" */

/**
 * Draws the messages of one kind in a group.
 *
 * @callback DrawMedia
 * @param {readonly [ChatEvent, ...ChatEvent[]]} messages
 * @param {(message: ChatEvent) => HTMLElement} pictureOf
 * @returns {HTMLElement[]}
 */

/** @type {Readonly<Record<MediaKind, DrawMedia>>} */
const DRAW = {
  photo: ([first, ...others], pictureOf) => [
    others.length > 0
      ? albumElement([first, ...others], pictureOf)
      : pictureOf(first),
  ],
  document: (messages) => messages.map(documentCard),
};

/**
 * Draws all media of a group of messages.
 *
 * @param {readonly ChatEvent[]} messages
 * @param {(message: ChatEvent) => HTMLElement} pictureOf
 */
export function mediaElements(messages, pictureOf) {
  return MEDIA_KINDS.flatMap((kind) => {
    const [first, ...others] = messages.filter((message) =>
      mediumOf(message)?.kind === kind
    );
    return first ? DRAW[kind]([first, ...others], pictureOf) : [];
  });
}

/**
 * Returns the width of the bubble around these pictures, in CSS pixels.
 *
 * @param {readonly ChatEvent[]} pictures at least one
 * @param {boolean} withText
 */
export function widthOfMedia(pictures, withText) {
  const [first, second] = pictures;
  return second
    ? MAX_WIDTH
    : boxOfPicture(first?.width, first?.height, withText).width;
}

/** Returns a button that shows a picture and opens it in the lightbox. @param {ChatEvent} message */
export function pictureButton(message) {
  const { id, from, text, width, height } = message;
  const { ratio } = boxOfPicture(width, height, text !== undefined);
  const picture = element("img", {
    src: mediumOf(message)?.url,
    width,
    height,
    alt: `${photoFrom(from)}${text ? `: ${snippetOf(message)}` : ""}`,
    decoding: "async",
    loading: "lazy",
    draggable: "false",
  });
  const button = element("button", openerAttributes("picture", id), picture);
  button.style.setProperty("--ratio", String(ratio));
  return button;
}

/** Returns an alternative text for a photo. @param {ChatEvent["from"]} from */
export const photoFrom = (from) =>
  `Photo from ${from === "bot" ? nameOf(from) : "you"}`;

/** Returns the attributes of a button that opens a message's picture. @param {string} name @param {number} id */
const openerAttributes = (name, id) => ({
  type: "button",
  class: name,
  "data-action": "open",
  "data-id": id,
  tabindex: -1,
});

/**
 * @param {readonly ChatEvent[]} photos
 * @param {(message: ChatEvent) => HTMLElement} pictureOf
 */
function albumElement(photos, pictureOf) {
  const ratios = photos.map(({ width = 4, height = 3 }) => width / height);
  let next = 0;
  const rows = rowsOfAlbum(ratios).map(({ count, ratio }) => {
    const members = photos.slice(next, next += count).map(pictureOf);
    const row = element("div", { class: "album-row" }, ...members);
    row.style.setProperty("--row-ratio", String(ratio));
    return row;
  });
  return element("div", { class: "album" }, ...rows);
}

/** @param {ChatEvent} message */
function documentCard(message) {
  const { id, documentUrl, thumbnailUrl, fileName = "File", fileSize } =
    message;
  return element(
    "div",
    { class: "document" },
    thumbnailUrl === undefined
      ? element("span", { class: "thumb" }, icon("file"))
      : element(
        "button",
        {
          ...openerAttributes("thumb", id),
          "aria-label": `Open ${fileName} large`,
        },
        element("img", { src: thumbnailUrl, alt: "", loading: "lazy" }),
      ),
    element(
      "a",
      { class: "file", href: documentUrl, download: fileName, tabindex: -1 },
      element("span", { class: "file-name" }, fileName),
      element(
        "span",
        { class: "file-facts" },
        fileSize === undefined ? "Download" : formatSize(fileSize),
      ),
    ),
  );
}
