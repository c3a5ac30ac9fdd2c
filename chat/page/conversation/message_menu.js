import { findMessage } from "./conversation.js";
import { byId, element, icon } from "../dom.js";
import { mediumOf } from "../media_kinds.js";
import { showToast } from "../frame/notice.js";
import { replyTo } from "../composer/replying.js";

const MENU = byId("menu", HTMLElement);
/** CSS pixels to the edge of the window. */
const MARGIN = 8;

/** @type {HTMLElement | null} */
let opener = null;

/**
 * Opens the menu of a message.
 *
 * @param {number} id
 * @param {{ x: number, y: number }} place in the window
 * @param {HTMLElement} from the element that gets the focus back
 */
export function openMenu(id, place, from) {
  const message = findMessage(id);
  if (!message) return;
  const { text } = message;
  const medium = mediumOf(message);
  MENU.replaceChildren(item("reply", "Reply", () => replyTo(id)));
  if (text && navigator.clipboard) {
    MENU.append(item("copy", "Copy text", async () => {
      await navigator.clipboard.writeText(text);
      showToast("Copied");
      from.focus();
    }));
  }
  if (medium) {
    const { url, rules } = medium;
    MENU.append(item("save", "Download", () => {
      element("a", { href: url, download: rules.downloadName(message) })
        .click();
      from.focus();
    }));
  }
  opener = from;
  MENU.showPopover();
  const { width, height } = MENU.getBoundingClientRect();
  const x = Math.min(place.x, innerWidth - width - MARGIN);
  const y = Math.min(place.y, innerHeight - height - MARGIN);
  MENU.style.left = `${Math.max(x, MARGIN)}px`;
  MENU.style.top = `${Math.max(y, MARGIN)}px`;
  focusItem(0);
}

/** @param {string} drawing @param {string} name @param {() => void} act */
function item(drawing, name, act) {
  const button = element(
    "button",
    { type: "button", role: "menuitem", tabindex: -1 },
    icon(drawing),
    name,
  );
  button.addEventListener("click", () => {
    opener = null;
    MENU.hidePopover();
    act();
  });
  return button;
}

/** @param {number} at */
function focusItem(at) {
  const items = MENU.children;
  const chosen = items[(at + items.length) % items.length];
  if (chosen instanceof HTMLElement) chosen.focus();
}

MENU.addEventListener("keydown", (event) => {
  const at = [...MENU.children].findIndex((one) =>
    one === document.activeElement
  );
  if (event.key === "ArrowDown") focusItem(at + 1);
  else if (event.key === "ArrowUp") focusItem(at - 1);
  else if (event.key === "Tab") MENU.hidePopover();
  else return;
  event.preventDefault();
});

MENU.addEventListener("toggle", (event) => {
  if (/** @type {ToggleEvent} */ (event).newState === "closed") opener?.focus();
});
