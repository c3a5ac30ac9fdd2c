/**
 * Lists completions of the draft above the text field.
 *
 * @module
 */
import { completions } from "./caption_completion.js";
import { byId, element } from "../dom.js";
import { onDraftChange, setText, TEXT } from "./draft.js";

/** @import { Command } from "../server/api.js" */
/** @import { Suggestion } from "./caption_completion.js" */

const LIST = byId("suggestions", HTMLElement);

/** @type {readonly Suggestion[]} */
let shown = [];
let active = -1;

/**
 * Shows the list whenever the draft can be completed.
 *
 * @param {() => readonly Command[]} commands
 * @param {() => boolean} isCaption tells whether the text is a caption, in which Enter accepts the first suggestion
 */
export function offerSuggestions(commands, isCaption) {
  onDraftChange(() => {
    const { value, selectionStart } = TEXT;
    const atEnd = selectionStart === value.length;
    show(
      atEnd && value !== "" ? completions(value, commands()) : [],
      isCaption() || value.startsWith("/") ? 0 : -1,
    );
  });
  TEXT.addEventListener("blur", hideSuggestions);
}

export function hideSuggestions() {
  show([], -1);
}

/** @param {readonly Suggestion[]} suggestions @param {number} chosen */
function show(suggestions, chosen) {
  shown = suggestions;
  LIST.hidden = shown.length === 0;
  LIST.replaceChildren(...shown.map(option));
  choose(shown.length === 0 ? -1 : chosen);
}

/** @param {Suggestion} suggestion @param {number} at */
function option({ name, emoji, description }, at) {
  const item = element(
    "li",
    { id: `suggestion-${at}`, role: "option", class: "suggestion" },
    element("span", { class: "emoji", "aria-hidden": "true" }, emoji),
    element("b", {}, name),
    element("span", { class: "faint" }, description),
  );
  // Acts before the text field loses the focus, which would close the list.
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    accept(at);
  });
  return item;
}

/** @param {number} at */
function choose(at) {
  active = at;
  [...LIST.children].forEach((item, index) => {
    item.setAttribute("aria-selected", String(index === at));
    if (index === at) item.scrollIntoView({ block: "nearest" });
  });
  if (at < 0) TEXT.removeAttribute("aria-activedescendant");
  else TEXT.setAttribute("aria-activedescendant", `suggestion-${at}`);
}

/** @param {number} at */
function accept(at) {
  const suggestion = shown[at];
  if (!suggestion) return;
  setText(TEXT.value.slice(0, suggestion.from) + suggestion.insert);
  hideSuggestions();
}

/**
 * Handles a key of the text field if the list is open.
 *
 * @param {KeyboardEvent} event
 * @returns {boolean} `true` if the key was handled
 */
export function handleSuggestionKey(event) {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (shown.length === 0 || shiftKey || ctrlKey || altKey || metaKey) {
    return false;
  }
  if (key === "ArrowDown") choose((active + 1) % shown.length);
  else if (key === "ArrowUp") {
    choose((Math.max(active, 0) + shown.length - 1) % shown.length);
  } else if (key === "Tab") accept(Math.max(active, 0));
  else if (key === "Enter" && active >= 0) accept(active);
  else if (key === "Escape") hideSuggestions();
  else return false;
  event.preventDefault();
  return true;
}
