/**
 * Keeps the messages of the chat in order, and shows them grouped into albums
 * and days.
 *
 * @module
 */
import { byId, element } from "../dom.js";
import { mediumOf } from "../media_kinds.js";
import { renderGroup } from "./message.js";
import { pictureButton } from "./message_media.js";
import { makeCurrent, restoreFocus } from "./roving.js";
import { dayName } from "../wording.js";

/** @import { ChatEvent } from "../../conversation/event_log.ts" */
/** @import { Group } from "./message.js" */

const LOG = byId("log", HTMLElement);
/** Maximum age in milliseconds of a message that appears with an animation. */
const MAX_ANIMATED_AGE = 5000;

/** @type {Map<number, ChatEvent>} */
const messages = new Map();
/** @type {Map<number, Group>} */
const groups = new Map();
/** @type {Map<string, Group>} */
const albums = new Map();
/** @type {Map<number, HTMLElement>} */
const pictures = new Map();

/** Returns a message. @param {number} id */
export const findMessage = (id) => messages.get(id);

/** Returns the element that shows a message. @param {number} id */
export const articleOf = (id) => groups.get(id)?.article;

export const messageIds = () => [...messages.keys()];

/** Shows a new message, or an edit of an earlier one; adds a photo to its album. @param {ChatEvent} message */
export function showMessage(message) {
  if (message.editOf !== undefined) return edit(message.editOf, message);
  messages.set(message.id, message);
  const key = message.albumId && `${message.from} ${message.albumId}`;
  const album = key ? albums.get(key) : undefined;
  if (album) {
    album.messages.push(message);
    groups.set(message.id, album);
    return redraw(album);
  }
  const parts = { messages: [message], edited: false };
  const group = { ...parts, article: draw(parts) };
  groups.set(message.id, group);
  if (key) albums.set(key, group);
  if (Date.now() - timeOf(message).getTime() < MAX_ANIMATED_AGE) {
    group.article.classList.add("arriving");
  }
  dayOf(timeOf(message)).append(group.article);
  makeCurrent(group.article, { unlessFocused: true });
}

/** @param {number} id @param {ChatEvent} event the whole message again */
function edit(id, event) {
  const before = messages.get(id);
  const group = groups.get(id);
  if (!before || !group) return;
  const { editOf: _, ...after } = { ...event, id };
  messages.set(id, after);
  group.messages.splice(group.messages.indexOf(before), 1, after);
  group.edited ||= after.text !== before.text;
  if (mediumOf(after)?.url !== mediumOf(before)?.url) pictures.delete(id);
  redraw(group);
}

/** @param {Pick<Group, "messages" | "edited">} group */
const draw = (group) => renderGroup(group, findMessage, pictureOf);

/** @param {Group} group */
function redraw(group) {
  const before = group.article;
  const focused = before.contains(document.activeElement);
  group.article = draw(group);
  before.replaceWith(group.article);
  if (before.tabIndex === 0) makeCurrent(group.article);
  if (focused) restoreFocus(group.article);
}

/** @param {ChatEvent} message */
function pictureOf(message) {
  const button = pictures.get(message.id) ?? pictureButton(message);
  pictures.set(message.id, button);
  return button;
}

/** @param {ChatEvent} message */
const timeOf = ({ at }) => new Date(at);

/** Returns the section of a day. Creates it with its heading if the day is new. @param {Date} moment */
function dayOf(moment) {
  const name = dayName(moment, new Date());
  const last = LOG.lastElementChild;
  if (last instanceof HTMLElement && last.dataset["day"] === name) return last;
  const day = element(
    "section",
    { class: "day", "data-day": name, "aria-label": name },
    element(
      "div",
      { class: "date", "aria-hidden": "true" },
      element("span", {}, name),
    ),
  );
  LOG.append(day);
  return day;
}

/**
 * Returns all pictures that the lightbox shows, in the order of the chat.
 *
 * @returns {{ message: ChatEvent, url: string, name: string }[]}
 */
export const picturesInOrder = () =>
  [...messages.values()].flatMap((message) => {
    const medium = mediumOf(message);
    if (!medium?.rules.opensLarge(message)) return [];
    const { url, rules } = medium;
    return [{ message, url, name: rules.downloadName(message) }];
  });

/** Scrolls a message to the middle and highlights it for a moment. @param {number} id */
export function jumpTo(id) {
  const article = articleOf(id);
  if (!article) return;
  article.scrollIntoView({ block: "center" });
  makeCurrent(article);
  article.focus({ preventScroll: true });
  article.classList.remove("found");
  // Reading the layout restarts the animation.
  void article.offsetWidth;
  article.classList.add("found");
}
