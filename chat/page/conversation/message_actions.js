/**
 * Handles clicks and keys in messages.
 *
 * @module
 */
import { pressButton, RequestError } from "../server/api.js";
import { jumpTo } from "./conversation.js";
import { byId } from "../dom.js";
import { TEXT } from "../composer/draft.js";
import { openLightbox } from "./lightbox.js";
import { openMenu } from "./message_menu.js";
import { showToast } from "../frame/notice.js";
import { replyTo } from "../composer/replying.js";

const LOG = byId("log", HTMLElement);
/** Milliseconds after which a button can be pressed again if the bot does not answer. */
const PRESS_DURATION = 3000;

/** Returns the nearest ancestor of the target that matches a selector. @param {EventTarget | null} target @param {string} selector */
function closest(target, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : undefined;
}

/** @param {HTMLElement} part */
const idOf = (part) => Number(part.dataset["id"]);

/** @param {HTMLElement} button */
async function press(button) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await pressButton(idOf(button), button.dataset["data"] ?? "");
    setTimeout(() => button.ariaBusy = "false", PRESS_DURATION);
  } catch (error) {
    button.ariaBusy = "false";
    if (!(error instanceof RequestError)) throw error;
    showToast(error.message);
  }
}

/** @type {Readonly<Record<string, (part: HTMLElement) => void>>} */
const HANDLERS = {
  open: (part) => openLightbox(idOf(part)),
  reply: (part) => replyTo(idOf(part)),
  jump: (part) => jumpTo(idOf(part)),
  press,
};

LOG.addEventListener("click", ({ target }) => {
  const part = closest(target, "[data-action]");
  const action = part && HANDLERS[part.dataset["action"] ?? ""];
  if (action) action(part);
});

LOG.addEventListener("dblclick", ({ target }) => {
  const row = closest(target, ".row");
  const article = row && closest(row, "article");
  if (!article || closest(target, "button, a")) return;
  getSelection()?.empty();
  replyTo(idOf(article));
});

LOG.addEventListener("contextmenu", (event) => {
  const article = closest(event.target, "article");
  const selected = getSelection()?.toString();
  if (!article || selected) return;
  event.preventDefault();
  const picture = closest(event.target, ".picture");
  // If a key opens the menu, it appears at the message instead of the pointer.
  const { left, bottom } = (article.querySelector(".bubble") ?? article)
    .getBoundingClientRect();
  const byKey = event.button !== 2 && event.detail === 0 &&
    !(event instanceof PointerEvent && event.pointerType === "touch");
  const place = byKey
    ? { x: left + 16, y: Math.min(bottom, innerHeight) - 16 }
    : { x: event.clientX, y: event.clientY };
  openMenu(idOf(picture ?? article), place, picture ?? article);
});

LOG.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const article = closest(event.target, "article");
  if (!article) return;
  if (event.key === "r" || event.key === "R") replyTo(idOf(article));
  else if (event.key === "Escape") TEXT.focus();
  else if (event.key === "Enter" && event.target === article) {
    const first = article.querySelector(
      "[data-action=open], [data-action=press], a",
    );
    if (first instanceof HTMLElement) first.click();
  } else return;
  event.preventDefault();
});
