/**
 * Draws one message or one album. Everything that can be pressed has a
 * `data-action` and the message's `data-id`, which `message_actions.js` handles.
 *
 * @module
 */
import { element, iconButton } from "../dom.js";
import { mediumOf } from "../media_kinds.js";
import { formatTime, nameOf, snippetOf } from "../wording.js";
import { mediaElements, widthOfMedia } from "./message_media.js";
import { quoteElement } from "./quote.js";

/** @import { ChatEvent, EventButton } from "../../conversation/event_log.ts" */

/**
 * A message, or the messages of an album.
 *
 * @typedef {object} Group
 * @property {ChatEvent[]} messages at least one
 * @property {boolean} edited
 * @property {HTMLElement} article
 */

/**
 * Draws a group of messages.
 *
 * @param {Pick<Group, "messages" | "edited">} group
 * @param {(id: number) => ChatEvent | undefined} find
 * @param {(message: ChatEvent) => HTMLElement} pictureOf returns the same element for each edit of a message, so that its picture is not loaded again
 */
export function renderGroup({ messages, edited }, find, pictureOf) {
  const [first, ...others] = messages;
  if (!first) throw new RangeError("Cannot render a group without a message");
  const text = messages.find((message) => message.text)?.text;
  const pictures = messages.filter((message) =>
    mediumOf(message)?.rules.fillsBubble
  );
  const buttons = first.buttons ?? [];
  const quoted = first.replyTo === undefined ? undefined : find(first.replyTo);
  const time = timeElement(first, edited);

  const bubble = element(
    "div",
    { class: "bubble" },
    quoted && quoteElement(quoted, first.quote),
    ...mediaElements(messages, pictureOf),
    element(
      "div",
      { class: "words" },
      text === undefined
        ? undefined
        : element("span", { class: "text", dir: "auto" }, text),
      time,
    ),
  );
  if (pictures.length > 0) {
    const width = widthOfMedia(pictures, text !== undefined);
    bubble.style.setProperty("--media-width", `${width}px`);
  }

  return element(
    "article",
    {
      class: [
        "message",
        first.from,
        pictures.length > 0 ? "with-media" : "",
        text === undefined ? "" : "with-text",
        quoted ? "with-quote" : "",
      ].filter(Boolean).join(" "),
      tabindex: -1,
      "data-id": first.id,
      "aria-label": `${nameOf(first.from)}, ${time.textContent}: ${
        others.length > 0 ? `${messages.length} pictures. ` : ""
      }${snippetOf(first)}`,
    },
    element(
      "div",
      { class: "row" },
      bubble,
      iconButton("reply", "Reply", {
        class: "reply",
        "data-action": "reply",
        "data-id": String(first.id),
        tabindex: "-1",
      }),
    ),
    buttons.length > 0 ? keyboard(buttons, first.id) : undefined,
  );
}

/** @param {ChatEvent} message @param {boolean} edited */
function timeElement({ at }, edited) {
  const moment = new Date(at);
  return element(
    "time",
    {
      class: "time",
      datetime: moment.toISOString(),
      title: moment.toLocaleString(),
    },
    `${edited ? "edited " : ""}${formatTime(moment)}`,
  );
}

/** @param {readonly (readonly EventButton[])[]} rows @param {number} id */
const keyboard = (rows, id) =>
  element(
    "div",
    { class: "keyboard", role: "group", "aria-label": "Answers" },
    ...rows.map((row) =>
      element(
        "div",
        { class: "keyboard-row" },
        ...row.map((button) => keyboardButton(button, id)),
      )
    ),
  );

/** @param {EventButton} button @param {number} id */
function keyboardButton({ text, data, url }, id) {
  const common = { tabindex: -1 };
  if (url !== undefined) {
    const attributes = { href: url, target: "_blank", rel: "noopener" };
    return element("a", { ...common, ...attributes }, text);
  }
  const attributes = { type: "button", "data-id": id, "data-data": data };
  return element(
    "button",
    { ...common, ...attributes, "data-action": "press" },
    text,
  );
}
