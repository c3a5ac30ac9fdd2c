// @ts-check
/// <reference lib="dom" />
/**
 * A message where another one answers it: a small picture, a name, a line.
 *
 * @module
 */
import { element } from "../dom.js";
import { nameOf, snippetOf } from "../wording.js";

/** @import { ChatEvent } from "../../conversation/event_log.ts" */

/** @param {ChatEvent} message @param {string} [part] the words of it that are meant */
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

/**
 * What stands for a quoted message: a small picture, a name, a line.
 *
 * @param {ChatEvent} message
 * @param {string} [part]
 */
export function quoteContent(message, part = snippetOf(message)) {
  const url = message.thumbnailUrl ?? message.photoUrl;
  return [
    ...(url === undefined
      ? []
      : [element("img", { src: url, alt: "", loading: "lazy" })]),
    element(
      "span",
      { class: "quoted" },
      element("b", {}, nameOf(message.from)),
      element("span", { class: "snippet" }, part),
    ),
  ];
}
