/**
 * Keeps the end of the conversation in sight. If the user has scrolled up, a
 * button shows the number of new messages instead.
 *
 * @module
 */
import { byId } from "../dom.js";

const SCROLLER = byId("scroller", HTMLElement);
const CONTENT = byId("content", HTMLElement);
const BUTTON = byId("to-end", HTMLButtonElement);
const COUNT = byId("unread", HTMLElement);
/** Maximum distance in CSS pixels that still counts as the end. */
const END_TOLERANCE = 60;
/** Milliseconds without movement after which scrolling has ended. */
const SCROLL_END_DELAY = 1200;

let atEnd = true;
let unread = 0;
let lastTop = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let scrollEndTimer;

function scrollToEnd() {
  SCROLLER.scrollTop = SCROLLER.scrollHeight;
}

/** Scrolls to the end and stays there, so that the sender of a message sees the answer. */
export function goToEnd() {
  atEnd = true;
  scrollToEnd();
  showButton();
}

/** Counts a new message as unread if it is out of sight. (If it is in sight, the observer below scrolls.) */
export function countUnread() {
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
  // New messages move the end away; only scrolling up leaves it.
  if (scrollHeight - scrollTop - clientHeight < END_TOLERANCE) atEnd = true;
  else if (scrollTop < lastTop) atEnd = false;
  lastTop = scrollTop;
  showButton();
  SCROLLER.classList.toggle("scrolling", !atEnd);
  clearTimeout(scrollEndTimer);
  scrollEndTimer = setTimeout(
    () => SCROLLER.classList.remove("scrolling"),
    SCROLL_END_DELAY,
  );
}, { passive: true });

BUTTON.addEventListener("click", () => {
  SCROLLER.scrollTo({ top: SCROLLER.scrollHeight, behavior: "smooth" });
});

// The height changes with pictures, a growing composer, a phone's keyboard.
const observer = new ResizeObserver(() => {
  if (atEnd) scrollToEnd();
});
observer.observe(SCROLLER);
observer.observe(CONTENT);
