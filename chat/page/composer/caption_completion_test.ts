import { assertEquals } from "@std/assert";
import { captionNames, completions } from "./caption_completion.js";

const COMMANDS = [
  { command: "help", description: "What I can do" },
  { command: "history", description: "What I found" },
  { command: "blur", description: "🌫 Soften the picture" },
  { command: "salt_and_pepper", description: "🧂 Sprinkle pixels" },
  { command: "segment", description: "Black and white" },
];

const names = (before: string) =>
  completions(before, COMMANDS).map(({ name }) => name);

/** Returns the text with the first suggestion accepted. */
function completed(before: string) {
  const [first] = completions(before, COMMANDS);
  return first && before.slice(0, first.from) + first.insert;
}

Deno.test("captionNames() lists the commands that edit a picture", () => {
  assertEquals(captionNames(COMMANDS).map(({ name }) => name), [
    "blur",
    "salt and pepper",
    "segment",
  ]);
});

Deno.test("captionNames() separates the emoji at the beginning of a description", () => {
  const [blur, , segment] = captionNames(COMMANDS);
  assertEquals(blur, {
    name: "blur",
    emoji: "🌫",
    description: "Soften the picture",
  });
  assertEquals(segment?.emoji, "");
});

Deno.test("completions() offers the commands after a slash at the beginning only", () => {
  assertEquals(names("/"), [
    "/help",
    "/history",
    "/blur",
    "/salt_and_pepper",
    "/segment",
  ]);
  assertEquals(names("/s"), ["/salt_and_pepper", "/segment"]);
  assertEquals(names("see /s"), []);
  assertEquals(completed("/se"), "/segment");
});

Deno.test("completions() offers an action by its first letters, in any case", () => {
  assertEquals(names("S"), ["salt and pepper", "segment"]);
  assertEquals(names("salt a"), ["salt and pepper"]);
  assertEquals(names("x"), []);
  assertEquals(completed("SAL"), "salt and pepper");
});

Deno.test("completions() offers the next action after a comma", () => {
  assertEquals(names("blur 4, se"), ["segment"]);
  assertEquals(completed("blur 4, se"), "blur 4, segment");
  assertEquals(completed("blur 4,"), "blur 4, blur");
});

Deno.test("completions() offers nothing for an empty text or a complete name", () => {
  assertEquals(names(""), []);
  assertEquals(names("blur"), []);
  assertEquals(names("blur 4"), []);
  assertEquals(names("/blur"), []);
});
