/**
 * Attaches files that are chosen, pasted or dropped, and the sample pictures.
 *
 * @module
 */
import { attach } from "./attachments.js";
import { showError } from "./composer_error.js";
import { byId } from "../dom.js";
import { setText } from "./draft.js";

const INPUT = byId("files", HTMLInputElement);
const OVERLAY = byId("drop", HTMLElement);

/** Opens the file chooser. */
export const chooseFiles = () => INPUT.click();

byId("attach", HTMLElement).addEventListener("click", chooseFiles);
INPUT.addEventListener("change", () => {
  attach(INPUT.files ?? []);
  // Lets the user choose the same file again.
  INPUT.value = "";
});

addEventListener("paste", (event) => {
  const files = event.clipboardData?.files;
  if (!files?.length || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  attach(files);
});

/** @param {DragEvent} event */
const hasFiles = ({ dataTransfer }) =>
  dataTransfer?.types.includes("Files") ?? false;

/** @param {DragEvent} event */
const zoneUnder = ({ target }) =>
  target instanceof Element ? target.closest("[data-mode]") : null;

/** @param {Element | null} zone */
function markZone(zone) {
  for (const one of OVERLAY.children) {
    one.classList.toggle("over", one === zone);
  }
}

// Number of elements that the drag has entered and not left. It enters the next
// element before it leaves the previous one, so 0 means outside of the window.
let entered = 0;

addEventListener("dragenter", (event) => {
  if (!hasFiles(event)) return;
  entered++;
  OVERLAY.hidden = false;
  markZone(zoneUnder(event));
});

addEventListener("dragleave", (event) => {
  if (!hasFiles(event)) return;
  entered--;
  if (entered === 0) OVERLAY.hidden = true;
});

addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  markZone(zoneUnder(event));
});

addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  entered = 0;
  OVERLAY.hidden = true;
  const zone = zoneUnder(event);
  const asFile = zone?.getAttribute("data-mode") === "file";
  const files = event.dataTransfer?.files ?? [];
  if (files.length > 0) attach(files, asFile ? "document" : "photo");
});

/** Attaches one of the page's own pictures, with a caption. @param {string} name @param {string} caption */
export async function attachSample(name, caption) {
  const picture = await fetch(`samples/${name}`)
    .then((response) => response.ok ? response.blob() : undefined)
    .catch(() => undefined);
  if (!picture) {
    return showError("This sample could not be loaded. Please try again.");
  }
  attach([new File([picture], name, { type: "image/jpeg" })]);
  setText(caption);
}
