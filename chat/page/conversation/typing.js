import { byId } from "../dom.js";
import { MEDIA_KINDS, MEDIA_RULES } from "../media_kinds.js";

const STATUS = byId("status", HTMLElement);
const DOTS = byId("typing", HTMLElement);

/** Milliseconds that an action is shown: Telegram shows it for five seconds, and the bot repeats it while it works. */
const DURATION = 5500;

const UPLOAD_TEXTS = new Map(
  MEDIA_KINDS.map((kind) => [`upload_${kind}`, MEDIA_RULES[kind].activity]),
);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hideTimer;

/** Shows the bot's current action, until it answers or stops repeating the action. @param {string} action */
export function showTyping(action) {
  STATUS.textContent = UPLOAD_TEXTS.get(action) ?? "typing";
  STATUS.classList.add("busy");
  DOTS.hidden = false;
  clearTimeout(hideTimer);
  hideTimer = setTimeout(hideTyping, DURATION);
}

/** Hides the bot's action. */
export function hideTyping() {
  clearTimeout(hideTimer);
  STATUS.textContent = "bot";
  STATUS.classList.remove("busy");
  DOTS.hidden = true;
}
