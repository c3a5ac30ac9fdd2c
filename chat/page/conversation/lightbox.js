/**
 * Shows a picture of the conversation enlarged. The browser's dialog keeps the
 * focus inside, closes with Escape and returns the focus.
 *
 * @module
 */
import { picturesInOrder } from "./conversation.js";
import { byId } from "../dom.js";
import { formatTime, nameOf } from "../wording.js";
import { photoFrom } from "./message_media.js";

const DIALOG = byId("lightbox", HTMLDialogElement);
const STAGE = byId("lightbox-stage", HTMLElement);
const PICTURE = byId("lightbox-picture", HTMLImageElement);
const FROM = byId("lightbox-from", HTMLElement);
const POSITION = byId("lightbox-place", HTMLElement);
const CAPTION = byId("lightbox-text", HTMLElement);
const SAVE = byId("lightbox-save", HTMLAnchorElement);
const ZOOM = byId("lightbox-zoom", HTMLButtonElement);
const BACK = byId("lightbox-back", HTMLButtonElement);
const NEXT = byId("lightbox-next", HTMLButtonElement);
/** CSS pixels that a finger must move sideways to turn to another picture. */
const SWIPE = 60;

/** The index of the shown picture. */
let current = 0;

/** Opens the lightbox. @param {number} id the message with the picture */
export function openLightbox(id) {
  current = picturesInOrder().findIndex(({ message }) => message.id === id);
  if (current < 0) return;
  show();
  DIALOG.showModal();
}

function show() {
  const pictures = picturesInOrder();
  const picture = pictures[current];
  if (!picture) return;
  const { message, url, name } = picture;
  const { from, text, width, height } = message;
  zoom(false);
  PICTURE.src = url;
  PICTURE.alt = text ?? photoFrom(from);
  // The size of a document is unknown.
  PICTURE.width = width ?? 0;
  PICTURE.height = height ?? 0;
  if (!width) PICTURE.removeAttribute("width");
  if (!height) PICTURE.removeAttribute("height");
  FROM.textContent = `${nameOf(from)}, ${formatTime(new Date(message.at))}`;
  POSITION.textContent = `${current + 1} of ${pictures.length}`;
  CAPTION.textContent = text ?? "";
  CAPTION.hidden = text === undefined;
  SAVE.href = url;
  SAVE.download = name;
  BACK.disabled = current === 0;
  NEXT.disabled = current === pictures.length - 1;
}

/** Shows the previous or the next picture. @param {-1 | 1} step */
function turn(step) {
  const next = current + step;
  if (next < 0 || next >= picturesInOrder().length) return;
  current = next;
  show();
}

/** Zooms the picture. @param {boolean} actual `true` for the actual size, one CSS pixel per pixel of the picture */
function zoom(actual) {
  STAGE.classList.toggle("actual", actual);
  ZOOM.setAttribute("aria-pressed", String(actual));
}

const toggleZoom = () => zoom(!STAGE.classList.contains("actual"));

BACK.addEventListener("click", () => turn(-1));
NEXT.addEventListener("click", () => turn(1));
ZOOM.addEventListener("click", toggleZoom);
PICTURE.addEventListener("click", toggleZoom);
byId("lightbox-close", HTMLElement).addEventListener(
  "click",
  () => DIALOG.close(),
);
STAGE.addEventListener("click", ({ target }) => {
  if (target === STAGE) DIALOG.close();
});

DIALOG.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowLeft") turn(-1);
  else if (event.key === "ArrowRight") turn(1);
  else if (event.key === "z" || event.key === "Z") toggleZoom();
  else if (event.key === "s" || event.key === "S") SAVE.click();
  else return;
  event.preventDefault();
});

let touchStartX = 0;
STAGE.addEventListener("touchstart", (event) => {
  touchStartX = event.touches[0]?.clientX ?? 0;
}, { passive: true });
STAGE.addEventListener("touchend", (event) => {
  if (STAGE.classList.contains("actual")) return;
  const moved = (event.changedTouches[0]?.clientX ?? touchStartX) - touchStartX;
  if (Math.abs(moved) > SWIPE) turn(moved > 0 ? -1 : 1);
}, { passive: true });
