/**
 * The invitation in a conversation without messages.
 *
 * @module
 */
import { byId } from "../dom.js";
import { attachSample, chooseFiles } from "../composer/incoming_files.js";

const EMPTY = byId("empty", HTMLElement);
const LOG = byId("log", HTMLElement);
/** Milliseconds in which the first earlier messages arrive. */
const HISTORY_DELAY = 250;

/** Shows the invitation after connecting, unless there are messages. */
export function showEmptyUnlessFull() {
  setTimeout(() => {
    EMPTY.hidden = LOG.children.length > 0;
    // Screen readers read aloud whatever arrives from now on.
    LOG.ariaBusy = "false";
  }, HISTORY_DELAY);
}

export function hideEmpty() {
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
