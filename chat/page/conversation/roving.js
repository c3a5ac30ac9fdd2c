/**
 * Limits the Tab key to the current message of the conversation and its buttons. Arrow keys make another message the current one (a "roving
 * tabindex").
 *
 * @module
 */
import { byId } from "../dom.js";

const LOG = byId("log", HTMLElement);

/** @type {HTMLElement | undefined} */
let current;

/** @param {HTMLElement} article */
const pressable = (article) => article.querySelectorAll("button, a");

/**
 * Makes a message the current one.
 *
 * @param {HTMLElement} article
 * @param {{ unlessFocused?: boolean }} [options] `unlessFocused` keeps the current message while the conversation has the focus
 */
export function makeCurrent(article, { unlessFocused = false } = {}) {
  if (unlessFocused && LOG.contains(document.activeElement)) return;
  if (current) setTabIndex(current, -1);
  current = article;
  setTabIndex(article, 0);
}

/** @param {HTMLElement} article @param {number} tabIndex */
function setTabIndex(article, tabIndex) {
  article.tabIndex = tabIndex;
  for (const part of pressable(article)) {
    if (part instanceof HTMLElement) part.tabIndex = tabIndex;
  }
}

/** Moves the focus to the current message. */
export function focusCurrent() {
  current?.focus({ preventScroll: true });
  current?.scrollIntoView({ block: "nearest" });
}

/** Focuses a message that was drawn again. @param {HTMLElement} article */
export function restoreFocus(article) {
  makeCurrent(article);
  article.focus({ preventScroll: true });
}

LOG.addEventListener("focusin", ({ target }) => {
  const article = target instanceof Element && target.closest("article");
  if (article && article !== current) makeCurrent(article);
});

LOG.addEventListener("keydown", (event) => {
  const articles = [...LOG.querySelectorAll("article")];
  const at = current ? articles.findIndex((one) => one === current) : -1;
  /** @type {Readonly<Record<string, number>>} */
  const targets = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: articles.length - 1,
  };
  const target = targets[event.key];
  const next = target === undefined ? undefined : articles[target];
  if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
});
