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

/** The text after the first suggestion was taken. */
function completed(before: string) {
  const [first] = completions(before, COMMANDS);
  return first && before.slice(0, first.from) + first.insert;
}

Deno.test("A caption can name every command that is not talk", () => {
  assertEquals(captionNames(COMMANDS).map(({ name }) => name), [
    "blur",
    "salt and pepper",
    "segment",
  ]);
});

Deno.test("The emoji that a description begins with stands apart", () => {
  const [blur, , segment] = captionNames(COMMANDS);
  assertEquals(blur, {
    name: "blur",
    emoji: "🌫",
    description: "Soften the picture",
  });
  assertEquals(segment?.emoji, "");
});

Deno.test("A slash offers the commands, and only at the beginning", () => {
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

Deno.test("An action is offered by its first letters, whatever their case", () => {
  assertEquals(names("S"), ["salt and pepper", "segment"]);
  assertEquals(names("salt a"), ["salt and pepper"]);
  assertEquals(names("x"), []);
  assertEquals(completed("SAL"), "salt and pepper");
});

Deno.test("Behind a comma the next action is offered", () => {
  assertEquals(names("blur 4, se"), ["segment"]);
  assertEquals(completed("blur 4, se"), "blur 4, segment");
  assertEquals(completed("blur 4,"), "blur 4, blur");
});

Deno.test("Nothing is offered for an empty text or a complete name", () => {
  assertEquals(names(""), []);
  assertEquals(names("blur"), []);
  assertEquals(names("blur 4"), []);
  assertEquals(names("/blur"), []);
});
