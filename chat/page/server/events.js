/// <reference lib="dom" />
/**
 * Follows the server's events, and reconnects when the connection is lost.
 *
 * @module
 */

/** @import { ChatEvent } from "../../conversation/event_log.ts" */

/**
 * @typedef {object} Listener
 * @property {(event: ChatEvent) => void} onMessage called once for each message and each edit, even across reconnections
 * @property {(action: string) => void} onTyping called with a chat action of the Bot API
 * @property {(notice: { text: string, alert: boolean }) => void} onNotice called with the bot's answer to a button
 * @property {(connected: boolean) => void} onConnection
 */

/** Milliseconds before the first attempt to reconnect; doubled with each failure, up to {@linkcode LONGEST_DELAY}. */
const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;

/** The id of the last event. */
let lastId = 0;

/** Returns the id of the last event; 0 before the first one. */
export const lastEventId = () => lastId;

/**
 * Follows the chat, beginning with its first message.
 *
 * @param {Listener} listener
 */
export function followEvents(listener) {
  let delay = FIRST_DELAY;
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let reconnectTimer;

  function connect() {
    clearTimeout(reconnectTimer);
    source?.close();
    source = new EventSource(`/api/events?after=${lastId}`);
    source.addEventListener("open", () => {
      delay = FIRST_DELAY;
      listener.onConnection(true);
    });
    source.addEventListener("message", ({ data }) => {
      const event = /** @type {ChatEvent} */ (JSON.parse(data));
      if (event.id <= lastId) return;
      lastId = event.id;
      listener.onMessage(event);
    });
    source.addEventListener("typing", ({ data }) => {
      listener.onTyping(JSON.parse(data).action);
    });
    source.addEventListener("notice", ({ data }) => {
      listener.onNotice(JSON.parse(data));
    });
    // Browsers stop reconnecting after some errors, so all are handled here.
    source.addEventListener("error", () => {
      source?.close();
      listener.onConnection(false);
      clearTimeout(reconnectTimer);
      reconnectTimer = setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY);
    });
  }

  connect();
  addEventListener("online", connect);
}
