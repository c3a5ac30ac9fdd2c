import { assertEquals, assertThrows } from "@std/assert";
import { BotApiError } from "../bot_api_error.ts";
import { keyboardOf, replyMarkup } from "./reply_markup.ts";

const read = (markup: unknown) =>
  keyboardOf(replyMarkup.parse(JSON.stringify(markup)));
const withButton = (button: object) => ({ inline_keyboard: [[button]] });

Deno.test("keyboardOf() keeps rows of buttons that send data or open an address", () => {
  const inline_keyboard = [
    [{ text: "a", callback_data: "1" }, { text: "b", callback_data: "2" }],
    [{ text: "c", url: "https://example.com/" }],
  ];
  assertEquals(read({ inline_keyboard }), { inline_keyboard });
});

Deno.test("keyboardOf() returns nothing for a keyboard without buttons", () => {
  for (
    const markup of [{}, { inline_keyboard: [] }, { inline_keyboard: [[]] }]
  ) {
    assertEquals(read(markup), undefined);
  }
  assertEquals(keyboardOf(undefined), undefined);
});

Deno.test("keyboardOf() accepts 1 to 64 bytes of data", () => {
  const button = (callback_data: string) =>
    withButton({ text: "a", callback_data });
  assertEquals(read(button("ä".repeat(32))), button("ä".repeat(32)));
  for (const data of ["", "ä".repeat(33)]) {
    assertThrows(
      () => read(button(data)),
      BotApiError,
      "Bad Request: BUTTON_DATA_INVALID",
    );
  }
});

Deno.test("keyboardOf() refuses other buttons and other keyboards", () => {
  const refused: [object, string][] = [
    [withButton({ text: "a" }), "Text buttons are unallowed"],
    [withButton({ text: " ", callback_data: "1" }), "text must be non-empty"],
    [withButton({ text: "a", url: "javascript:alert(1)" }), "is invalid"],
    [{ keyboard: [[{ text: "a" }]] }, "only inline keyboards"],
    [
      { inline_keyboard: [Array(101).fill({ text: "a", callback_data: "1" })] },
      "REPLY_MARKUP_TOO_LONG",
    ],
  ];
  for (const [markup, words] of refused) {
    assertThrows(() => read(markup), BotApiError, words);
  }
});
