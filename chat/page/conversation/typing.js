// @ts-check
/// <reference lib="dom" />
import { byId } from "../dom.js";

const STATUS = byId("status", HTMLElement);
const DOTS = byId("typing", HTMLElement);

/** Telegram shows an action for five seconds; the bot repeats it while it works. */
const SHOWN_FOR = 5500;

/** @type {Readonly<Record<string, string>>} */
const WORDS = {
  upload_photo: "sending a photo",
  upload_document: "sending a file",
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/** Shows what the bot is doing, until it answers or stops saying so. @param {string} action */
export function showTyping(action) {
  STATUS.textContent = WORDS[action] ?? "typing";
  STATUS.classList.add("busy");
  DOTS.hidden = false;
  clearTimeout(ending);
  ending = setTimeout(hideTyping, SHOWN_FOR);
}

export function hideTyping() {
  clearTimeout(ending);
  STATUS.textContent = "bot";
  STATUS.classList.remove("busy");
  DOTS.hidden = true;
}
