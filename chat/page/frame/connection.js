// @ts-check
/// <reference lib="dom" />
import { byId } from "../dom.js";
import { hideTyping } from "../conversation/typing.js";

const BANNER = byId("banner", HTMLElement);
/** A break shorter than this is not worth a word. */
const TOLERATED = 1000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let alarm;

/** Says when the connection is lost, and takes it back when it is there again. @param {boolean} connected */
export function showConnection(connected) {
  if (connected) {
    clearTimeout(alarm);
    alarm = undefined;
    BANNER.hidden = true;
    hideTyping();
  } else {
    alarm ??= setTimeout(() => BANNER.hidden = false, TOLERATED);
  }
}
