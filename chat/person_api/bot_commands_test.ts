import { assertEquals } from "@std/assert";
import { findCommands } from "./bot_commands.ts";

const found = (text: string) =>
  findCommands(text).map(({ offset, length }) =>
    text.slice(offset, offset + length)
  );

Deno.test("findCommands() marks commands at the beginning and after a space", () => {
  assertEquals(findCommands("/start now"), [
    { type: "bot_command", offset: 0, length: 6 },
  ]);
  assertEquals(found("see /help or\n/blur@polybot!"), [
    "/help",
    "/blur@polybot",
  ]);
});

Deno.test("findCommands() does not mark paths and addresses", () => {
  assertEquals(found("a/b https://example.com/start 1/2 / /"), []);
});
