import { assertEquals } from "@std/assert";
import { findCommands } from "./bot_commands.ts";

const found = (text: string) =>
  findCommands(text).map(({ offset, length }) =>
    text.slice(offset, offset + length)
  );

Deno.test("findCommands() marks a command at the beginning and behind a space", () => {
  assertEquals(findCommands("/start now"), [
    { type: "bot_command", offset: 0, length: 6 },
  ]);
  assertEquals(found("see /help or\n/blur@polybot!"), [
    "/help",
    "/blur@polybot",
  ]);
});

Deno.test("findCommands() marks no path and no address", () => {
  assertEquals(found("a/b https://example.com/start 1/2 / /"), []);
});
