import { byId } from "../dom.js";
import { TEXT } from "./draft.js";

const ERROR = byId("error", HTMLElement);
const MESSAGE = byId("error-text", HTMLElement);

/** Shows an error above the text field; the draft stays. @param {string} sentence */
export function showError(sentence) {
  MESSAGE.textContent = sentence;
  ERROR.hidden = false;
}

/** Hides the error. */
export function hideError() {
  ERROR.hidden = true;
  MESSAGE.textContent = "";
}

byId("error-close", HTMLElement).addEventListener("click", () => {
  hideError();
  TEXT.focus();
});
