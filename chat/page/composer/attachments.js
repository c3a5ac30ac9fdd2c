// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * The pictures and files that wait in the composer, with small previews, and
 * whether they go as photos or as files.
 *
 * @module
 */
import { hideError, showError } from "./composer_error.js";
import { byId, element, icon, iconButton } from "../dom.js";
import { COMPOSER, draftChanged, TEXT } from "./draft.js";
import { MOST_PHOTOS } from "./posts.js";
import { sizeInWords } from "../wording.js";

const TRAY = byId("tray", HTMLElement);
const PREVIEWS = byId("previews", HTMLElement);
const NOTE = byId("tray-note", HTMLElement);

/** @type {Map<File, HTMLElement>} */
const previews = new Map();

/** @returns {readonly File[]} */
export const attachedFiles = () => [...previews.keys()];

/** @param {string} value */
const modeInput = (value) => {
  const input = COMPOSER.querySelector(`input[name=mode][value=${value}]`);
  if (input instanceof HTMLInputElement) return input;
  throw new TypeError(`Cannot find the mode '${value}' in the page`);
};
const PHOTO = modeInput("photo");
const FILE = modeInput("file");

export const sendsAsFiles = () => FILE.checked;

/** @param {File} file */
const isPicture = (file) => file.type.startsWith("image/");

/**
 * Adds files to the draft, as many as one message takes.
 *
 * @param {Iterable<File>} files
 * @param {"photo" | "file"} [mode] as they are to be sent; without it, what is chosen stays
 */
export function attach(files, mode) {
  const added = [...files];
  const kept = added.slice(0, MOST_PHOTOS - previews.size);
  for (const file of kept) previews.set(file, previewOf(file));
  if (mode) (mode === "file" ? FILE : PHOTO).checked = true;
  hideError();
  if (kept.length < added.length) {
    showError(
      `At most ${MOST_PHOTOS} photos go in one message: the first ${MOST_PHOTOS} are here. Send the others in a second one.`,
    );
  }
  show();
  TEXT.focus();
}

/** @param {Iterable<File>} files */
export function detach(files) {
  for (const file of files) {
    const url = previews.get(file)?.querySelector("img")?.src;
    if (url) URL.revokeObjectURL(url);
    previews.delete(file);
  }
  if (previews.size === 0) PHOTO.checked = true;
  show();
}

function show() {
  const files = attachedFiles();
  const onlyPictures = files.every(isPicture);
  if (!onlyPictures) FILE.checked = true;
  PHOTO.disabled = !onlyPictures;
  for (const [file, preview] of previews) {
    if (preview.parentElement !== PREVIEWS) PREVIEWS.append(preview);
    preview.classList.toggle("as-file", sendsAsFiles());
    preview.title = `${file.name}, ${sizeInWords(file.size)}`;
  }
  for (const preview of [...PREVIEWS.children]) {
    if (![...previews.values()].some((one) => one === preview)) {
      preview.remove();
    }
  }
  TRAY.hidden = files.length === 0;
  NOTE.textContent = noteOn(files);
  draftChanged();
}

/** @param {readonly File[]} files */
function noteOn(files) {
  const size = sizeInWords(files.reduce((sum, { size }) => sum + size, 0));
  if (files.length < 2) return size;
  return sendsAsFiles()
    ? `${files.length} messages, each with the caption`
    : `${files.length} photos in one album, ${size}`;
}

/** @param {File} file */
function previewOf(file) {
  const remove = iconButton("close", `Remove ${file.name}`, { class: "small" });
  remove.addEventListener("click", () => {
    detach([file]);
    TEXT.focus();
  });
  const fallback = element(
    "span",
    { class: "preview-file" },
    icon("file"),
    element("span", {}, file.name),
  );
  if (!isPicture(file)) {
    return element("li", { class: "preview" }, fallback, remove);
  }
  const picture = element("img", {
    src: URL.createObjectURL(file),
    alt: file.name,
  });
  picture.addEventListener("error", () => picture.replaceWith(fallback));
  return element("li", { class: "preview" }, picture, remove);
}

for (const input of [PHOTO, FILE]) input.addEventListener("change", show);
