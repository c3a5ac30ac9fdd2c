/**
 * The commands in a text, marked as Telegram marks them. Pure.
 *
 * @module
 */
import type { MessageEntity } from "grammy/types";

/** A `bot_command` for each `/name` or `/name@bot` that stands at the beginning or behind a space. */
export function findCommands(text: string): MessageEntity[] {
  return [
    ...text.matchAll(/(?<![^\s])\/[a-z0-9_]{1,64}(@[a-z0-9_]{3,32})?\b/gi),
  ]
    .map((found) => ({
      type: "bot_command",
      offset: found.index,
      length: found[0].length,
    }));
}
