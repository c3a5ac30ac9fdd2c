import { assert, assertEquals } from "@std/assert";
import { ACTIONS } from "../actions/mod.ts";
import { parseCaption } from "../caption/parse.ts";
import { MAX_BUTTON_DATA_BYTES } from "../telegram/limits.ts";
import {
  actionButtons,
  exampleButtons,
  pageButtons,
  readChoice,
} from "./buttons.ts";

const dataOf = (board: { inline_keyboard: unknown[][] }) =>
  (board.inline_keyboard.flat() as { callback_data: string }[])
    .map(({ callback_data: data }) => data);

Deno.test("the data of every button fits into 64 bytes and can be read", () => {
  const all = [
    ...dataOf(actionButtons(2)),
    ...ACTIONS.flatMap(({ name }) => dataOf(exampleButtons(name))),
    ...dataOf(pageButtons(3, 4) ?? actionButtons(1)),
  ];
  for (const data of all) {
    assert(
      new TextEncoder().encode(data).length <= MAX_BUTTON_DATA_BYTES,
      data,
    );
    const choice = readChoice(data);
    assert(choice, data);
    if (choice.kind === "run") parseCaption(choice.caption);
  }
});

Deno.test("every action has a button, and actions that combine have one only for several pictures", () => {
  assertEquals(dataOf(actionButtons(2)).length, ACTIONS.length);
  const alone = ACTIONS.filter(({ kind }) => kind !== "combine");
  assertEquals(dataOf(actionButtons(1)).length, alone.length);
});

Deno.test("pageButtons() returns only buttons to pages that exist", () => {
  const pages = (page: number, pages: number) => {
    const buttons = pageButtons(page, pages);
    return buttons && dataOf(buttons).map(readChoice);
  };
  const history = (page: number) => ({ kind: "history" as const, page });
  assertEquals(pages(1, 1), undefined);
  assertEquals(pages(1, 3), [history(2)]);
  assertEquals(pages(2, 3), [history(1), history(3)]);
  assertEquals(pages(3, 3), [history(2)]);
});

Deno.test("readChoice() refuses data that the bot did not create", () => {
  assertEquals(readChoice("menu:juggle"), undefined);
  assertEquals(readChoice("delete:all"), undefined);
  assertEquals(readChoice("history:0"), undefined);
  assertEquals(readChoice("history:x"), undefined);
  assertEquals(readChoice("menu:"), { kind: "menu", action: undefined });
});
