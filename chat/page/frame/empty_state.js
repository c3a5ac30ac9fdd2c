// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * What a conversation without messages shows instead of them.
 *
 * @module
 */
import { byId } from "../dom.js";
import { attachSample, chooseFiles } from "../composer/incoming_files.js";

const EMPTY = byId("empty", HTMLElement);
const LOG = byId("log", HTMLElement);
/** Within this, in milliseconds, the first of the earlier messages have come. */
const HISTORY_BEGINS = 250;

/** Once connected: invites, unless there are messages after all. */
export function showEmptyUnlessFull() {
  setTimeout(() => {
    EMPTY.hidden = LOG.children.length > 0;
    // From here on, what arrives is news and is read aloud.
    LOG.ariaBusy = "false";
  }, HISTORY_BEGINS);
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
