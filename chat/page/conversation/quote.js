/**
 * Draws the quote of a message: a small picture, a name and one line of text.
 *
 * @module
 */
import { element } from "../dom.js";
import { mediumOf } from "../media_kinds.js";
import { nameOf, snippetOf } from "../wording.js";

/** @import { ChatEvent } from "../../conversation/event_log.ts" */

/**
 * Returns a button that scrolls to the quoted message.
 *
 * @param {ChatEvent} message
 * @param {string} [part] the quoted part of its text
 */
export function quoteElement(message, part) {
  return element(
    "button",
    {
      type: "button",
      class: `quote ${message.from}`,
      "data-action": "jump",
      "data-id": message.id,
      "aria-label": `In reply to ${nameOf(message.from)}: ${
        snippetOf(message)
      }. Go there`,
      tabindex: -1,
    },
    ...quoteContent(message, part),
  );
}

/** Returns the elements of a quote. @param {ChatEvent} message @param {string} [part] the quoted part of its text */
export function quoteContent(message, part = snippetOf(message)) {
  const picture = pictureUrlOf(message);
  return [
    ...(picture
      ? [element("img", { src: picture, alt: "", loading: "lazy" })]
      : []),
    element(
      "span",
      { class: "quoted" },
      element("b", {}, nameOf(message.from)),
      element("span", { class: "snippet" }, part),
    ),
  ];
}

/** Returns the URL of the smallest picture of a message. @param {ChatEvent} message */
export function pictureUrlOf(message) {
  const medium = mediumOf(message);
  return message.thumbnailUrl ??
    (medium?.rules.opensLarge(message) ? medium.url : undefined);
}
