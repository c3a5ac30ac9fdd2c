// @ts-check
/// <reference lib="dom" />
import { byId } from "../dom.js";

const TOAST = byId("toast", HTMLElement);
const ALERT = byId("alert", HTMLDialogElement);
const ALERT_TEXT = byId("alert-text", HTMLElement);
const SHOWN_FOR = 6000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/** Shows a sentence for a moment; it is read aloud as well. @param {string} text */
export function showToast(text) {
  TOAST.textContent = text;
  TOAST.classList.add("shown");
  clearTimeout(ending);
  ending = setTimeout(() => TOAST.classList.remove("shown"), SHOWN_FOR);
}

/** Shows a sentence that must be put away. @param {string} text */
export function showAlert(text) {
  ALERT_TEXT.textContent = text;
  if (!ALERT.open) ALERT.showModal();
}
