import { byId } from "../dom.js";

const TOAST = byId("toast", HTMLElement);
const ALERT = byId("alert", HTMLDialogElement);
const ALERT_TEXT = byId("alert-text", HTMLElement);
/** Milliseconds that a toast is visible. */
const DURATION = 6000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hideTimer;

/** Shows a sentence for a moment; screen readers read it aloud. @param {string} text */
export function showToast(text) {
  TOAST.textContent = text;
  TOAST.classList.add("shown");
  clearTimeout(hideTimer);
  hideTimer = setTimeout(() => TOAST.classList.remove("shown"), DURATION);
}

/** Shows a sentence until the user closes it. @param {string} text */
export function showAlert(text) {
  ALERT_TEXT.textContent = text;
  if (!ALERT.open) ALERT.showModal();
}
