import { captionNames } from "./caption_completion.js";
import { byId, element } from "../dom.js";
import { onDraftChange, setText, TEXT } from "./draft.js";

/** @import { Command } from "../server/api.js" */

const CHIPS = byId("chips", HTMLElement);

/**
 * Offers the actions as buttons above an empty caption.
 *
 * @param {() => readonly Command[]} commands
 * @param {() => boolean} isCaption tells whether the text is a caption
 */
export function offerChips(commands, isCaption) {
  onDraftChange(() => {
    const offered = isCaption() && TEXT.value.trim() === "";
    if (offered && CHIPS.hidden) {
      CHIPS.replaceChildren(...captionNames(commands()).map(chip));
    }
    CHIPS.hidden = !offered || CHIPS.children.length === 0;
  });
}

/** @param {{ name: string, emoji: string, description: string }} action */
function chip({ name, emoji, description }) {
  const button = element(
    "button",
    { type: "button", class: "chip", title: description },
    emoji ? element("span", { "aria-hidden": "true" }, emoji) : undefined,
    name,
  );
  button.addEventListener("click", () => setText(name));
  return button;
}
