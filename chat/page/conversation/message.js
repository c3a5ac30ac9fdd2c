// @ts-check
/// <reference lib="dom" />
/**
 * How one message, or one album, looks. What can be pressed carries
 * `data-action` and the message's `data-id`; `message_actions.js` does it.
 *
 * @module
 */
import { element, iconButton } from "../dom.js";
import { albumElement, documentCard, widthOfMedia } from "./message_media.js";
import { quoteElement } from "./quote.js";
import { nameOf, snippetOf, timeOfDay } from "../wording.js";

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
 * @param {Pick<Group, "messages" | "edited">} group
 * @param {(id: number) => ChatEvent | undefined} find
 * @param {(message: ChatEvent) => HTMLElement} pictureOf keeps what it made, so that an edit does not load it again
 */
export function renderGroup({ messages, edited }, find, pictureOf) {
  const [first, ...others] = messages;
  if (!first) throw new RangeError("Cannot render a group without a message");
  const text = messages.find((message) => message.text)?.text;
  const photos = messages.filter(({ photoUrl }) => photoUrl !== undefined);
  const buttons = first.buttons ?? [];
  const quoted = first.replyTo === undefined ? undefined : find(first.replyTo);
  const time = timeElement(first, edited);

  const bubble = element(
    "div",
    { class: "bubble" },
    quoted && quoteElement(quoted, first.quote),
    photos.length > 1 ? albumElement(photos, pictureOf) : undefined,
    photos.length === 1 && photos[0] ? pictureOf(photos[0]) : undefined,
    first.documentUrl === undefined ? undefined : documentCard(first),
    element(
      "div",
      { class: "words" },
      text === undefined
        ? undefined
        : element("span", { class: "text", dir: "auto" }, text),
      time,
    ),
  );
  if (photos.length > 0) {
    const width = widthOfMedia(photos, text !== undefined);
    bubble.style.setProperty("--media-width", `${width}px`);
  }

  return element(
    "article",
    {
      class: [
        "message",
        first.from,
        photos.length > 0 ? "with-media" : "",
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
    `${edited ? "edited " : ""}${timeOfDay(moment)}`,
  );
}

/** @param {readonly (readonly EventButton[])[]} rows @param {number} id */
function keyboard(rows, id) {
  return element(
    "div",
    { class: "keyboard", role: "group", "aria-label": "Answers" },
    ...rows.map((row) =>
      element(
        "div",
        { class: "keyboard-row" },
        ...row.map(({ text, data, url }) =>
          url === undefined
            ? element("button", {
              type: "button",
              "data-action": "press",
              "data-id": id,
              "data-data": data,
              tabindex: -1,
            }, text)
            : element("a", {
              href: url,
              target: "_blank",
              rel: "noopener",
              tabindex: -1,
            }, text)
        ),
      )
    ),
  );
}
