/**
 * Notifies the parts of the composer when the draft changes: its text, its
 * attachments or the message that it answers.
 *
 * @module
 */
import { byId } from "../dom.js";

export const COMPOSER = byId("composer", HTMLFormElement);
export const TEXT = byId("text", HTMLTextAreaElement);

/** Notifies the listeners of a change of the draft. */
export const notifyDraftChange = () =>
  COMPOSER.dispatchEvent(new Event("draft"));

/** Calls a listener after each change of the draft. @param {() => void} listener */
export const onDraftChange = (listener) =>
  COMPOSER.addEventListener("draft", listener);

/** Replaces the text, with the cursor at its end. @param {string} text */
export function setText(text) {
  TEXT.value = text;
  TEXT.focus();
  TEXT.setSelectionRange(text.length, text.length);
  notifyDraftChange();
}

TEXT.addEventListener("input", notifyDraftChange);
