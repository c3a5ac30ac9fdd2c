/**
 * The page of the chat: shows the server's events, and starts the composer.
 *
 * @module
 */
import { loadCommands } from "./server/api.js";
import { attachedFiles } from "./composer/attachments.js";
import { offerChips } from "./composer/caption_chips.js";
import "./composer/composer.js";
import { showConnection } from "./frame/connection.js";
import { showMessage } from "./conversation/conversation.js";
import { TEXT } from "./composer/draft.js";
import { hideEmptyState, showEmptyState } from "./frame/empty_state.js";
import { followEvents } from "./server/events.js";
import { listActions } from "./frame/help.js";
import "./composer/keys.js";
import "./conversation/message_actions.js";
import { showAlert, showToast } from "./frame/notice.js";
import { repliesToPicture } from "./composer/replying.js";
import { countUnread } from "./conversation/scrolling.js";
import { offerSuggestions } from "./composer/suggestions.js";
import { countInTitle } from "./frame/title.js";
import { hideTyping, showTyping } from "./conversation/typing.js";

/** @type {readonly import("./server/api.js").Command[]} */
let commands = [];

const isCaption = () => attachedFiles().length > 0 || repliesToPicture();
offerSuggestions(() => commands, isCaption);
offerChips(() => commands, isCaption);

/** Loads the bot's menu, which the bot may set after the page has opened. */
async function updateCommands() {
  commands = await loadCommands();
  listActions(commands);
}

followEvents({
  onMessage(event) {
    hideEmptyState();
    showMessage(event);
    if (event.editOf !== undefined) return;
    if (event.from === "bot") {
      hideTyping();
      countInTitle(event);
    }
    countUnread();
  },
  onTyping: showTyping,
  onNotice({ text, alert }) {
    if (alert) showAlert(text);
    else showToast(text);
  },
  onConnection(connected) {
    showConnection(connected);
    if (!connected) return;
    updateCommands();
    showEmptyState();
  },
});

// On a touch screen, the focus would open the keyboard.
if (matchMedia("(hover: hover)").matches) TEXT.focus();
addEventListener("focus", () => {
  if (commands.length === 0) updateCommands();
});
