import { captionNames } from "../composer/caption_completion.js";
import { byId, element } from "../dom.js";

/** @import { Command } from "../server/api.js" */

const HELP = byId("help", HTMLDialogElement);
const ACTION_LIST = byId("help-actions", HTMLElement);

/** Lists the bot's actions in the help. @param {readonly Command[]} commands */
export function listActions(commands) {
  ACTION_LIST.replaceChildren(
    ...captionNames(commands).flatMap(({ name, emoji, description }) => [
      element("dt", {}, `${emoji} ${name}`.trim()),
      element("dd", {}, description),
    ]),
  );
}

/** Opens the help. */
export const openHelp = () => HELP.showModal();

byId("help-button", HTMLElement).addEventListener("click", openHelp);

// A click outside of a card closes it.
for (const dialog of document.querySelectorAll("dialog.card")) {
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog && dialog instanceof HTMLDialogElement) {
      dialog.close();
    }
  });
}
