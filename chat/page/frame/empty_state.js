/**
 * Shows a card with suggestions in a chat without messages.
 *
 * @module
 */
import { byId } from "../dom.js";
import { attachSample, chooseFiles } from "../composer/incoming_files.js";

const EMPTY = byId("empty", HTMLElement);
const LOG = byId("log", HTMLElement);
/** Milliseconds to wait for earlier messages before the card is shown. */
const HISTORY_DELAY = 250;

/** Shows the card a moment after connecting, unless there are messages. */
export function showEmptyState() {
  setTimeout(() => {
    EMPTY.hidden = LOG.children.length > 0;
    // From now on, screen readers read new messages aloud.
    LOG.ariaBusy = "false";
  }, HISTORY_DELAY);
}

/** Hides the card. */
export function hideEmptyState() {
  EMPTY.hidden = true;
}

byId("empty-choose", HTMLElement).addEventListener("click", chooseFiles);

for (const sample of EMPTY.querySelectorAll("[data-sample]")) {
  sample.addEventListener("click", () => {
    attachSample(
      sample.getAttribute("data-sample") ?? "",
      sample.getAttribute("data-caption") ?? "",
    );
  });
}
