/**
 * The pictures and files in the draft, with small previews, and the choice to
 * send them as photos or as files.
 *
 * @module
 */
import { hideError, showError } from "./composer_error.js";
import { byId, element, icon, iconButton } from "../dom.js";
import { MEDIA_KINDS, MEDIA_RULES } from "../media_kinds.js";
import { COMPOSER, notifyDraftChange, TEXT } from "./draft.js";
import { MAX_PHOTOS } from "./posts.js";
import { formatSize } from "../wording.js";

/** @import { MediaKind } from "../../media_kinds.ts" */

const TRAY = byId("tray", HTMLElement);
const PREVIEWS = byId("previews", HTMLElement);
const NOTE = byId("tray-note", HTMLElement);

/** @type {Map<File, HTMLElement>} */
const previews = new Map();

/** Returns the attached files. @returns {readonly File[]} */
export const attachedFiles = () => [...previews.keys()];

/** @param {string} value */
const modeInput = (value) => {
  const input = COMPOSER.querySelector(`input[name=mode][value=${value}]`);
  if (input instanceof HTMLInputElement) return input;
  throw new TypeError(`Cannot find the mode '${value}' in the page`);
};
/** @type {Readonly<Record<MediaKind, HTMLInputElement>>} */
const MODES = { photo: modeInput("photo"), document: modeInput("file") };

/** Returns the kind of media that the attached files are sent as. */
export const chosenKind = () =>
  MEDIA_KINDS.find((kind) => MODES[kind].checked) ?? "photo";

/** @param {File} file */
const isPicture = (file) => file.type.startsWith("image/");

/**
 * Adds files to the draft, up to the maximum of one message.
 *
 * @param {Iterable<File>} files
 * @param {MediaKind} [kind] the kind to send all files as; by default it does not change
 */
export function attach(files, kind) {
  const added = [...files];
  const accepted = added.slice(0, MAX_PHOTOS - previews.size);
  for (const file of accepted) previews.set(file, previewOf(file));
  if (kind) MODES[kind].checked = true;
  hideError();
  if (accepted.length < added.length) {
    showError(
      `At most ${MAX_PHOTOS} photos fit into one message: the first ${MAX_PHOTOS} are attached. Send the others in a second message.`,
    );
  }
  update();
  TEXT.focus();
}

/** Removes files from the draft. @param {Iterable<File>} files */
export function detach(files) {
  for (const file of files) {
    const url = previews.get(file)?.querySelector("img")?.src;
    if (url) URL.revokeObjectURL(url);
    previews.get(file)?.remove();
    previews.delete(file);
  }
  if (previews.size === 0) MODES.photo.checked = true;
  update();
}

function update() {
  const files = attachedFiles();
  const onlyPictures = files.every(isPicture);
  if (!onlyPictures) MODES.document.checked = true;
  MODES.photo.disabled = !onlyPictures;
  for (const [file, preview] of previews) {
    if (preview.parentElement !== PREVIEWS) PREVIEWS.append(preview);
    preview.classList.toggle("as-file", chosenKind() === "document");
    preview.title = `${file.name}, ${formatSize(file.size)}`;
  }
  TRAY.hidden = files.length === 0;
  NOTE.textContent = describeAttachments(files);
  notifyDraftChange();
}

/** @param {readonly File[]} files */
function describeAttachments(files) {
  const size = formatSize(files.reduce((sum, { size }) => sum + size, 0));
  if (files.length < 2) return size;
  return MEDIA_RULES[chosenKind()].asAlbum
    ? `${files.length} photos in one album, ${size}`
    : `${files.length} messages, each with the caption`;
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

for (const kind of MEDIA_KINDS) MODES[kind].addEventListener("change", update);
