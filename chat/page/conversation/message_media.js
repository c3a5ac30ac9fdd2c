// @ts-check
/// <reference lib="dom" />
/**
 * What a message shows beside its words: a picture, an album, a file.
 *
 * @module
 */
import { element, icon } from "../dom.js";
import { boxOfPicture, rowsOfAlbum, WIDEST } from "./media_layout.js";
import { sizeInWords, snippetOf } from "../wording.js";

/** @import { ChatEvent } from "../../conversation/event_log.ts" */

/**
 * How wide the bubble around these photos is, in CSS pixels.
 *
 * @param {readonly ChatEvent[]} photos at least one
 * @param {boolean} withText
 */
export function widthOfMedia(photos, withText) {
  const [first, second] = photos;
  return second
    ? WIDEST
    : boxOfPicture(first?.width, first?.height, withText).width;
}

/** @param {ChatEvent} message */
export function pictureButton(message) {
  const { id, from, text, width, height } = message;
  const { ratio } = boxOfPicture(width, height, text !== undefined);
  const picture = element("img", {
    src: message.photoUrl,
    width,
    height,
    alt: `Photo from ${from === "bot" ? "Polybot" : "you"}${
      text ? `: ${snippetOf(message)}` : ""
    }`,
    decoding: "async",
    loading: "lazy",
    draggable: "false",
  });
  const button = element(
    "button",
    {
      type: "button",
      class: "picture",
      "data-action": "open",
      "data-id": id,
      tabindex: -1,
    },
    picture,
  );
  button.style.setProperty("--ratio", String(ratio));
  return button;
}

/**
 * @param {readonly ChatEvent[]} photos
 * @param {(message: ChatEvent) => HTMLElement} pictureOf
 */
export function albumElement(photos, pictureOf) {
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
export function documentCard(message) {
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
          type: "button",
          class: "thumb",
          "data-action": "open",
          "data-id": id,
          "aria-label": `Open ${fileName} large`,
          tabindex: -1,
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
        fileSize === undefined ? "Download" : sizeInWords(fileSize),
      ),
    ),
  );
}
