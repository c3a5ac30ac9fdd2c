import { byId } from "../dom.js";
import { MEDIA_KINDS, MEDIA_RULES } from "../media_kinds.js";

const STATUS = byId("status", HTMLElement);
const DOTS = byId("typing", HTMLElement);

/** Milliseconds. Telegram shows an action for five seconds; the bot repeats it while it works. */
const DURATION = 5500;

const UPLOADS = new Map(
  MEDIA_KINDS.map((kind) => [`upload_${kind}`, MEDIA_RULES[kind].activity]),
);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hideTimer;

/** Shows what the bot is doing, until it answers or stops repeating it. @param {string} action */
export function showTyping(action) {
  STATUS.textContent = UPLOADS.get(action) ?? "typing";
  STATUS.classList.add("busy");
  DOTS.hidden = false;
  clearTimeout(hideTimer);
  hideTimer = setTimeout(hideTyping, DURATION);
}

export function hideTyping() {
  clearTimeout(hideTimer);
  STATUS.textContent = "bot";
  STATUS.classList.remove("busy");
  DOTS.hidden = true;
}
