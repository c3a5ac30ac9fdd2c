/**
 * Sends the draft. Its text and attachments stay until the server has accepted
 * them.
 *
 * @module
 */
import { RequestError, sendPost } from "../server/api.js";
import { lastEventId } from "../server/events.js";
import { attachedFiles, chosenKind, detach } from "./attachments.js";
import { hideError, showError } from "./composer_error.js";
import { goToEnd } from "../conversation/scrolling.js";
import { byId } from "../dom.js";
import { COMPOSER, notifyDraftChange, onDraftChange, TEXT } from "./draft.js";
import { postsOf } from "./posts.js";
import { cancelReply, replyTarget } from "./replying.js";
import { hideSuggestions } from "./suggestions.js";

const SEND = byId("send", HTMLButtonElement);
const PROGRESS = byId("progress", HTMLElement);
const BAR = byId("progress-bar", HTMLProgressElement);
const PERCENT = byId("progress-text", HTMLElement);
/** Milliseconds that sending takes before the progress bar appears. */
const PROGRESS_DELAY = 400;
/** The key of the draft in the session storage. */
const STORED_DRAFT = "polybot draft";

/** @type {AbortController | undefined} */
let sending;

async function send() {
  if (sending) return;
  const text = TEXT.value;
  const posts = postsOf({
    text: text.trim(),
    files: attachedFiles(),
    kind: chosenKind(),
    replyTo: replyTarget(),
  });
  if (posts.length === 0) return TEXT.focus();
  hideError();
  hideSuggestions();
  goToEnd();
  sending = new AbortController();
  const { signal } = sending;
  const bar = setTimeout(() => PROGRESS.hidden = false, PROGRESS_DELAY);
  notifyDraftChange();
  try {
    for (const [at, post] of posts.entries()) {
      const lastId = lastEventId();
      const ids = await sendPost(post, {
        signal,
        onProgress: (part) => showProgress((at + part) / posts.length),
      });
      detach(post.files);
      // Ids only increase, unless the server has restarted with an empty chat.
      if (ids.some((id) => id <= lastId)) location.reload();
    }
    // Text typed during the upload belongs to the next message.
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
    notifyDraftChange();
    TEXT.focus();
  }
}

/** @param {number} part fraction, 0 to 1 */
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
  sessionStorage.setItem(STORED_DRAFT, TEXT.value);
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

TEXT.value = sessionStorage.getItem(STORED_DRAFT) ?? "";
showDraft();
