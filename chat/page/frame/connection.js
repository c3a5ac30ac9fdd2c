import { byId } from "../dom.js";
import { hideTyping } from "../conversation/typing.js";

const BANNER = byId("banner", HTMLElement);
/** Milliseconds before a lost connection is shown. */
const BANNER_DELAY = 1000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Shows a banner while the connection is lost. @param {boolean} connected */
export function showConnection(connected) {
  if (connected) {
    clearTimeout(timer);
    timer = undefined;
    BANNER.hidden = true;
    hideTyping();
  } else {
    timer ??= setTimeout(() => BANNER.hidden = false, BANNER_DELAY);
  }
}
