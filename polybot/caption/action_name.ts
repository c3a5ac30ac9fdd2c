/**
 * Recognizes the names of actions, as users write and misspell them.
 *
 * @module
 */
import type { Action } from "../actions/action.ts";
import { ACTIONS } from "../actions/mod.ts";
import { nearest } from "./spelling.ts";

/** An action that a text begins with, and the words after its name. */
export interface NamedAction {
  readonly action: Action<unknown>;
  readonly words: readonly string[];
}

/** Every name and alias, with the pattern of texts that begin with it. */
const SPELLINGS = ACTIONS.flatMap((action) =>
  [action.name, ...action.aliases ?? []].map((name) => ({
    action,
    letters: name.replaceAll(" ", ""),
    // Spaces, hyphens, underscores or nothing may separate the words. After the
    // name comes anything but a letter: "blur4" and "blur-4" are understood.
    pattern: new RegExp(
      `^/?${name.split(" ").join("[\\s_-]*")}(?:@\\w+)?(?!\\p{L})[_-]?`,
      "u",
    ),
  }))
);

/** Splits a text at spaces and underscores; lone hyphens are dropped. */
export const wordsOf = (text: string): string[] =>
  text.split(/[\s_]+/).filter((word) => !/^-?$/.test(word));

/** Returns the action that a text begins with; `undefined` if it begins with none. */
export function readActionName(text: string): NamedAction | undefined {
  for (const { action, pattern } of SPELLINGS) {
    const [name] = pattern.exec(text) ?? [];
    if (name === undefined) continue;
    return { action, words: wordsOf(text.slice(name.length)) };
  }
  return undefined;
}

/** Returns the action whose misspelt name a text begins with; `undefined` if there is none. */
export function guessActionName(text: string): NamedAction | undefined {
  const words = text.replace(/^\//, "").split(/[\s_-]+/);
  for (const length of [1, 2, 3]) {
    if (length > words.length) break;
    const head = words.slice(0, length).join("").replace(/[^\p{L}&]/gu, "");
    const [guess] = nearest(head, SPELLINGS.map(({ letters }) => letters), 1);
    const action = SPELLINGS.find(({ letters }) => letters === guess)?.action;
    if (action) return { action, words: words.slice(length) };
  }
  return undefined;
}
