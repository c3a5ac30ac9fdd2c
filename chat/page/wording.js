/**
 * Times, sizes and messages in words. Pure.
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

/** @param {Date} at */
export const timeOfDay = (at) => clock.format(at);

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

/** @param {number} bytes */
export function sizeInWords(bytes) {
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

/** @param {"person" | "bot"} from */
export const nameOf = (from) => from === "bot" ? "Polybot" : "You";

/**
 * Returns one line that stands for a message where it is quoted.
 *
 * @param {ChatEvent} message
 */
export function snippetOf(message) {
  if (message.text) return message.text.replace(/\s+/g, " ").slice(0, 140);
  return mediumOf(message)?.rules.snippet(message) ?? "";
}
