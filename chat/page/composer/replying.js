/**
 * Chooses the message that the draft answers, and quotes it above the text.
 *
 * @module
 */
import {
  articleOf,
  findMessage,
  jumpTo,
  messageIds,
} from "../conversation/conversation.js";
import { byId } from "../dom.js";
import { notifyDraftChange, TEXT } from "./draft.js";
import { pictureUrlOf, quoteContent } from "../conversation/quote.js";

const BAR = byId("reply-bar", HTMLElement);
const QUOTE = byId("reply-quote", HTMLElement);

/** @type {number | undefined} */
let target;

/** Returns the id of the message that the draft answers. */
export const replyTarget = () => target;

/** Tells whether the draft answers a message with a picture, so that its text is for that picture. */
export function repliesToPicture() {
  const message = target === undefined ? undefined : findMessage(target);
  return message !== undefined && pictureUrlOf(message) !== undefined;
}

/** Makes the draft a reply to a message. @param {number} id */
export function replyTo(id) {
  const message = findMessage(id);
  if (!message) return;
  unmark();
  target = id;
  articleOf(id)?.classList.add("answered");
  QUOTE.replaceChildren(...quoteContent(message));
  BAR.hidden = false;
  TEXT.focus();
  notifyDraftChange();
}

/** Makes the draft a message that is not a reply. */
export function cancelReply() {
  unmark();
  target = undefined;
  BAR.hidden = true;
  notifyDraftChange();
}

function unmark() {
  if (target !== undefined) articleOf(target)?.classList.remove("answered");
}

/**
 * Chooses the message before or after the one that is answered. After the last
 * message, the draft is no longer a reply.
 *
 * @param {-1 | 1} step
 */
export function replyToNeighbour(step) {
  const ids = messageIds();
  const at = target === undefined ? ids.length : ids.indexOf(target);
  const next = ids[Math.max(at + step, 0)];
  if (next === undefined) return cancelReply();
  replyTo(next);
  articleOf(next)?.scrollIntoView({ block: "nearest" });
}

byId("reply-cancel", HTMLElement).addEventListener("click", () => {
  cancelReply();
  TEXT.focus();
});

QUOTE.addEventListener("click", () => {
  if (target !== undefined) jumpTo(target);
});
