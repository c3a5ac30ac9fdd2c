/**
 * Handles the keys of the text field and of the page. The help in `index.html`
 * lists them.
 *
 * @module
 */
import { hideError } from "./composer_error.js";
import { COMPOSER, TEXT } from "./draft.js";
import { openHelp } from "../frame/help.js";
import { cancelReply, replyToNeighbour } from "./replying.js";
import { focusCurrent } from "../conversation/roving.js";
import { handleSuggestionKey } from "./suggestions.js";

TEXT.addEventListener("keydown", (event) => {
  if (event.isComposing || handleSuggestionKey(event)) return;
  const { key, shiftKey } = event;
  const modified = event.ctrlKey || event.metaKey;
  if (key === "Enter" && !shiftKey && !event.altKey) COMPOSER.requestSubmit();
  else if (key === "ArrowUp" && modified) replyToNeighbour(-1);
  else if (key === "ArrowDown" && modified) replyToNeighbour(1);
  else if (key === "ArrowUp" && TEXT.value === "" && !shiftKey) focusCurrent();
  else return;
  event.preventDefault();
});

COMPOSER.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  hideError();
  cancelReply();
  TEXT.focus();
});

addEventListener("keydown", (event) => {
  const { target, key } = event;
  const writing = target instanceof HTMLTextAreaElement;
  if (key !== "?" || writing || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  openHelp();
});
