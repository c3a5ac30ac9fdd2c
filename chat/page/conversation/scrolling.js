// @ts-check
/// <reference lib="dom" />
/**
 * The end of the conversation stays in sight, unless the reader has scrolled
 * up; then a button counts what is new.
 *
 * @module
 */
import { byId } from "../dom.js";

const SCROLLER = byId("scroller", HTMLElement);
const CONTENT = byId("content", HTMLElement);
const BUTTON = byId("to-end", HTMLButtonElement);
const COUNT = byId("unread", HTMLElement);
/** CSS pixels from the end that still count as the end. */
const NEAR = 60;
/** Milliseconds without a movement after which nobody is scrolling. */
const RESTS = 1200;

let atEnd = true;
let unread = 0;
let lastTop = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

function scrollToEnd() {
  SCROLLER.scrollTop = SCROLLER.scrollHeight;
}

/** Brings the end into sight and keeps it there: who writes wants to see the answer. */
export function goToEnd() {
  atEnd = true;
  scrollToEnd();
  showButton();
}

/** A message has come: it comes into sight only where the end was, by the observer below. */
export function followArrival() {
  if (!atEnd) unread++;
  showButton();
}

function showButton() {
  if (atEnd) unread = 0;
  BUTTON.hidden = atEnd;
  COUNT.hidden = unread === 0;
  COUNT.textContent = String(unread);
  BUTTON.setAttribute(
    "aria-label",
    unread === 0 ? "Go to the end" : `Go to the end: ${unread} new messages`,
  );
}

SCROLLER.addEventListener("scroll", () => {
  const { scrollHeight, scrollTop, clientHeight } = SCROLLER;
  // The end moves away by itself when messages come; only who goes up leaves it.
  if (scrollHeight - scrollTop - clientHeight < NEAR) atEnd = true;
  else if (scrollTop < lastTop) atEnd = false;
  lastTop = scrollTop;
  showButton();
  SCROLLER.classList.toggle("scrolling", !atEnd);
  clearTimeout(resting);
  resting = setTimeout(() => SCROLLER.classList.remove("scrolling"), RESTS);
}, { passive: true });

BUTTON.addEventListener("click", () => {
  SCROLLER.scrollTo({ top: SCROLLER.scrollHeight, behavior: "smooth" });
});

// Pictures, a growing composer, a phone's keyboard: whatever changes the height.
const observer = new ResizeObserver(() => {
  if (atEnd) scrollToEnd();
});
observer.observe(SCROLLER);
observer.observe(CONTENT);
