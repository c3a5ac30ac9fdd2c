// @ts-check
/// <reference lib="dom" />
/**
 * What happens in the chat, as the server tells it, over a connection that is
 * made again whenever it breaks.
 *
 * @module
 */

/** @import { ChatEvent } from "../../conversation/event_log.ts" */

/**
 * @typedef {object} Listener
 * @property {(event: ChatEvent) => void} onMessage each message and each edit once, also after a reconnection
 * @property {(action: string) => void} onTyping a Bot API chat action
 * @property {(notice: { text: string, alert: boolean }) => void} onNotice what the bot answers to a button
 * @property {(connected: boolean) => void} onConnection
 */

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;

/** The last event that came. */
let last = 0;

export const lastEvent = () => last;

/**
 * Follows the chat from its first message on.
 *
 * @param {Listener} listener
 */
export function followEvents(listener) {
  let delay = FIRST_DELAY;
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  function connect() {
    clearTimeout(waiting);
    source?.close();
    source = new EventSource(`/api/events?after=${last}`);
    source.addEventListener("open", () => {
      delay = FIRST_DELAY;
      listener.onConnection(true);
    });
    source.addEventListener("message", ({ data }) => {
      const event = /** @type {ChatEvent} */ (JSON.parse(data));
      if (event.id <= last) return;
      last = event.id;
      listener.onMessage(event);
    });
    source.addEventListener("typing", ({ data }) => {
      listener.onTyping(JSON.parse(data).action);
    });
    source.addEventListener("notice", ({ data }) => {
      listener.onNotice(JSON.parse(data));
    });
    // The browser gives up for good on some errors, so every one is answered here.
    source.addEventListener("error", () => {
      source?.close();
      listener.onConnection(false);
      clearTimeout(waiting);
      waiting = setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    });
  }

  connect();
  addEventListener("online", connect);
}
