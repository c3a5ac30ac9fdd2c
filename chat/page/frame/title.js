/// <reference lib="dom" />
/** @import { ChatEvent } from "../../conversation/event_log.ts" */

const NAME = document.title;
const OPENED_AT = Date.now();

let unseen = 0;

/** Counts messages that arrive while the page is hidden, and shows the number in the title. @param {ChatEvent} message */
export function countInTitle({ at }) {
  if (!document.hidden || Date.parse(at) < OPENED_AT) return;
  unseen++;
  document.title = `(${unseen}) ${NAME}`;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unseen = 0;
  document.title = NAME;
});
