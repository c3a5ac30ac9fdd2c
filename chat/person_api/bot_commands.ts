import type { MessageEntity } from "grammy/types";

/** Returns a `bot_command` entity, as Telegram does, for each `/name` or `/name@bot` at the beginning or after a space. Pure. */
export function findCommands(text: string): MessageEntity[] {
  const found = text.matchAll(
    /(?<![^\s])\/[a-z0-9_]{1,64}(@[a-z0-9_]{3,32})?\b/gi,
  );
  return Array.from(found, ({ index, 0: { length } }) => ({
    type: "bot_command",
    offset: index,
    length,
  }));
}
