import { byId } from "../dom.js";
import { TEXT } from "./draft.js";

const ERROR = byId("error", HTMLElement);
const SENTENCE = byId("error-text", HTMLElement);

/** Shows an error above the text field; the draft stays. @param {string} sentence */
export function showError(sentence) {
  SENTENCE.textContent = sentence;
  ERROR.hidden = false;
}

export function hideError() {
  ERROR.hidden = true;
  SENTENCE.textContent = "";
}

byId("error-close", HTMLElement).addEventListener("click", () => {
  hideError();
  TEXT.focus();
});
