/**
 * Buttons: the actions for a picture that came without a caption, and the
 * pages of the history.
 *
 * A button's data is `run:<caption>`, `menu:<action>` or `history:<page>`;
 * `menu:` alone is the first menu.
 *
 * @module
 */
import { InlineKeyboard } from "grammy";
import { ACTIONS } from "../actions/mod.ts";
import { BACK, NEWER, OLDER } from "../texts.ts";

const COLUMNS = 2;

/** The request of a pressed button. */
export type Choice =
  | { readonly kind: "run"; readonly caption: string }
  | { readonly kind: "menu"; readonly action: string | undefined }
  | { readonly kind: "history"; readonly page: number };

/** Reads a button's data; returns `undefined` if this bot did not create it. */
export function readChoice(data: string): Choice | undefined {
  if (data.startsWith("run:")) return { kind: "run", caption: data.slice(4) };
  const page = data.match(/^history:([1-9]\d{0,5})$/)?.[1];
  if (page !== undefined) return { kind: "history", page: Number(page) };
  if (data === "menu:") return { kind: "menu", action: undefined };
  const action = data.startsWith("menu:")
    ? ACTIONS.find(({ name }) => name === data.slice(5))
    : undefined;
  return action && { kind: "menu", action: action.name };
}

/** Returns a button for each action; those that combine pictures are offered only for several pictures. */
export function actionButtons(pictures: number): InlineKeyboard {
  const buttons = ACTIONS
    .filter(({ kind }) => kind !== "combine" || pictures > 1)
    .map(({ name, emoji, examples }) =>
      InlineKeyboard.text(
        `${emoji} ${capitalize(name)}`,
        examples.length > 1 ? `menu:${name}` : `run:${examples[0]}`,
      )
    );
  return InlineKeyboard.from(inColumns(buttons));
}

/** Returns a button for each example of an action, and a button back to all actions. */
export function exampleButtons(name: string): InlineKeyboard {
  const examples = ACTIONS.find((action) => action.name === name)?.examples;
  const buttons = (examples ?? []).map((example) =>
    InlineKeyboard.text(capitalize(example), `run:${example}`)
  );
  return InlineKeyboard.from([
    ...inColumns(buttons),
    [InlineKeyboard.text(BACK, "menu:")],
  ]);
}

/** Returns buttons to the pages before and after this one; `undefined` if it is the only one. */
export function pageButtons(
  page: number,
  pages: number,
): InlineKeyboard | undefined {
  const buttons = [
    ...page > 1 ? [InlineKeyboard.text(NEWER, `history:${page - 1}`)] : [],
    ...page < pages ? [InlineKeyboard.text(OLDER, `history:${page + 1}`)] : [],
  ];
  return buttons.length > 0 ? InlineKeyboard.from([buttons]) : undefined;
}

const capitalize = (text: string) => text[0]?.toUpperCase() + text.slice(1);

function inColumns<T>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += COLUMNS) {
    rows.push(items.slice(at, at + COLUMNS));
  }
  return rows;
}
