// @ts-check
/// <reference lib="dom" />
/**
 * Writing and sending. What was typed and attached stays until the server has
 * taken it.
 *
 * @module
 */
import { RequestError, sendPost } from "../server/api.js";
import { lastEvent } from "../server/events.js";
import { attachedFiles, detach, sendsAsFiles } from "./attachments.js";
import { hideError, showError } from "./composer_error.js";
import { goToEnd } from "../conversation/scrolling.js";
import { byId } from "../dom.js";
import { COMPOSER, draftChanged, onDraftChange, TEXT } from "./draft.js";
import { filesOf, postsOf } from "./posts.js";
import { cancelReply, replyTarget } from "./replying.js";
import { hideSuggestions } from "./suggestions.js";

const SEND = byId("send", HTMLButtonElement);
const PROGRESS = byId("progress", HTMLElement);
const BAR = byId("progress-bar", HTMLProgressElement);
const PERCENT = byId("progress-text", HTMLElement);
/** Sending that takes no longer than this shows no bar. */
const QUICK = 400;
const KEPT_TEXT = "polybot draft";

/** @type {AbortController | undefined} */
let sending;

async function send() {
  if (sending) return;
  const text = TEXT.value;
  const posts = postsOf({
    text: text.trim(),
    files: attachedFiles(),
    asFiles: sendsAsFiles(),
    replyTo: replyTarget(),
  });
  if (posts.length === 0) return TEXT.focus();
  hideError();
  hideSuggestions();
  goToEnd();
  sending = new AbortController();
  const { signal } = sending;
  const bar = setTimeout(() => PROGRESS.hidden = false, QUICK);
  draftChanged();
  try {
    for (const [at, post] of posts.entries()) {
      const known = lastEvent();
      const ids = await sendPost(post, {
        signal,
        onProgress: (part) => showProgress((at + part) / posts.length),
      });
      detach(filesOf(post));
      // Ids only grow, unless the server has begun anew with another chat.
      if (ids.some((id) => id <= known)) location.reload();
    }
    // What was typed while it went out belongs to the next message.
    if (TEXT.value.startsWith(text)) TEXT.value = TEXT.value.slice(text.length);
    cancelReply();
  } catch (error) {
    if (!signal.aborted) {
      if (!(error instanceof RequestError)) throw error;
      showError(error.message);
    }
  } finally {
    clearTimeout(bar);
    sending = undefined;
    PROGRESS.hidden = true;
    showProgress(0);
    draftChanged();
    TEXT.focus();
  }
}

/** @param {number} part 0 to 1 */
function showProgress(part) {
  BAR.value = part;
  PERCENT.textContent = part < 1
    ? `Sending, ${Math.round(part * 100)} %`
    : "Sent, waiting for the server";
}

function showDraft() {
  const attached = attachedFiles().length > 0;
  TEXT.style.height = "auto";
  TEXT.style.height = `${TEXT.scrollHeight}px`;
  TEXT.placeholder = attached ? "Caption" : "Message";
  SEND.disabled = sending !== undefined ||
    (TEXT.value.trim() === "" && !attached);
  COMPOSER.setAttribute("aria-busy", String(sending !== undefined));
  sessionStorage.setItem(KEPT_TEXT, TEXT.value);
}

COMPOSER.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
byId("progress-cancel", HTMLElement).addEventListener("click", () => {
  sending?.abort();
});
onDraftChange(showDraft);
addEventListener("resize", showDraft);

TEXT.value = sessionStorage.getItem(KEPT_TEXT) ?? "";
showDraft();
