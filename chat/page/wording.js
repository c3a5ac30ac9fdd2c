/**
 * Formats times, sizes and names for the page. Pure.
 *
 * @module
 */

import { mediumOf } from "./media_kinds.js";

/** @import { ChatEvent } from "../conversation/event_log.ts" */

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "numeric",
  minute: "2-digit",
});
const sameYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "long",
});
const otherYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });

/** Returns the time of day. @param {Date} at */
export const formatTime = (at) => clock.format(at);

/**
 * Returns "Today", "Yesterday", "3 May" or "3 May 2024".
 *
 * @param {Date} at
 * @param {Date} now
 */
export function dayName(at, now) {
  const days = (startOfDay(now) - startOfDay(at)) / 86_400_000;
  if (Math.round(days) === 0) return "Today";
  if (Math.round(days) === 1) return "Yesterday";
  return at.getFullYear() === now.getFullYear()
    ? sameYear.format(at)
    : otherYear.format(at);
}

/** @param {Date} at */
const startOfDay = (at) =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Returns a size with its unit, such as "1.2 MB". @param {number} bytes */
export function formatSize(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ["KB", "MB", "GB"];
  let value = bytes;
  let unit = "";
  for (const larger of units) {
    if (value < 1000) break;
    value /= 1024;
    unit = larger;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** Returns the name of a sender. @param {"person" | "bot"} from */
export const nameOf = (from) => from === "bot" ? "Polybot" : "You";

/**
 * Returns one line that represents a message in a quote.
 *
 * @param {ChatEvent} message
 */
export function snippetOf(message) {
  if (message.text) return message.text.replace(/\s+/g, " ").slice(0, 140);
  return mediumOf(message)?.rules.snippet(message) ?? "";
}
