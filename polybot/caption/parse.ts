/**
 * "rotate 90, blur 4" → actions with options, or a sentence saying what is
 * wrong.
 *
 * A comma or a new line ends an action. What stands behind it and names no
 * action belongs to the action before, where that understands it:
 * "predict cat, dog" looks for both.
 *
 * @module
 */
import { type Action, OptionError, type Step } from "../actions/action.ts";
import { ACTIONS } from "../actions/mod.ts";
import { quote } from "../actions/options.ts";
import { plainText } from "./plain_text.ts";
import { nearest } from "./spelling.ts";

/** Telegram's own limit, in UTF-16 code units. */
const MAX_LENGTH = 1024;
const MAX_STEPS = 10;
const EXAMPLE = "For example: rotate 90, blur 4";
const NAMES = ACTIONS.map(({ name }) => name).join(", ");

/** A caption that is no list of actions. The message is a sentence for a person, under 600 characters. */
export class CaptionError extends Error {
  override name = "CaptionError";
}

/** An action that a caption names, with the words behind the name. */
interface Part {
  readonly action: Action<unknown>;
  readonly words: readonly string[];
  readonly step: Step;
}

/** Every way to write an action's name, and the chunks that begin with it. */
const SPELLINGS = ACTIONS.flatMap((action) =>
  [action.name, ...action.aliases ?? []].map((name) => ({
    action,
    letters: name.replaceAll(" ", ""),
    // Between its words: spaces, hyphens, underscores or nothing. Behind it:
    // anything but a letter, so that "blur4" and "blur-4" are understood.
    pattern: new RegExp(
      `^/?${name.split(" ").join("[\\s_-]*")}(?:@\\w+)?(?!\\p{L})[_-]?`,
      "u",
    ),
  }))
);

/**
 * Reads a caption: one to ten actions, in the order in which they are done; at
 * most one that combines pictures; one that detects comes last.
 *
 * @throws {CaptionError} saying what is wrong, what is accepted, and an example
 */
export function parseCaption(caption: string): Step[] {
  if (caption.length > MAX_LENGTH) {
    throw new CaptionError(
      `This caption has ${caption.length} characters; at most ${MAX_LENGTH} are read. Please say only what to do. ${EXAMPLE}`,
    );
  }
  const parts: Part[] = [];
  for (const chunk of chunksOf(caption)) {
    parts.push(readPart(chunk) ?? continuePart(parts.pop(), chunk));
  }
  checkOrder(parts);
  return parts.map(({ step }) => step);
}

/** Whether a text begins with an action, or with what must be a misspelt one: worth parsing, though it may fail. */
export function looksLikeAction(text: string): boolean {
  const [chunk] = chunksOf(text.slice(0, MAX_LENGTH));
  if (chunk === undefined) return false;
  if (SPELLINGS.some(({ pattern }) => pattern.test(chunk))) return true;
  const meant = nearestAction(chunk);
  if (!meant) return false;
  const [option] = meant.words;
  return option === undefined || /^\d/.test(option) ||
    parsed(meant.action, meant.words) !== undefined;
}

function chunksOf(caption: string): string[] {
  return plainText(caption).split(/[,;\n]/)
    .map((chunk) => chunk.replace(/^(?:[\s!?]|\.(?!\d))+|[\s.!?]+$/g, ""))
    .filter((chunk) => chunk !== "");
}

const wordsOf = (text: string) =>
  text.split(/[\s_]+/).filter((word) => !/^-?$/.test(word));

/** The action that the chunk begins with; `undefined` when it begins with none. */
function readPart(chunk: string): Part | undefined {
  for (const { action, pattern } of SPELLINGS) {
    const [head] = pattern.exec(chunk) ?? [];
    if (head === undefined) continue;
    return toPart(action, wordsOf(chunk.slice(head.length)));
  }
  return undefined;
}

/** The part before, with this chunk as more of its options. */
function continuePart(part: Part | undefined, chunk: string): Part {
  if (part) {
    const words = [...part.words, ...wordsOf(chunk)];
    const isMisspelt = nearestAction(chunk) !== undefined;
    // only names of things are so many that a wrong one is likely to be one
    if (
      parsed(part.action, words) ||
      part.action.kind === "detect" && !isMisspelt
    ) {
      return toPart(part.action, words);
    }
  }
  throw unknownAction(chunk);
}

function toPart(action: Action<unknown>, words: readonly string[]): Part {
  try {
    return { action, words, step: toStep(action, words) };
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw new CaptionError(error.message, { cause: error });
  }
}

function toStep(action: Action<unknown>, words: readonly string[]): Step {
  const { name } = action;
  switch (action.kind) {
    case "edit": {
      const options = action.parse(words);
      return {
        kind: "edit",
        name,
        run: (image) => action.apply(image, options),
      };
    }
    case "combine": {
      const options = action.parse(words);
      return {
        kind: "combine",
        name,
        run: (images) => action.apply(images, options),
      };
    }
    case "detect":
      return { kind: "detect", name, options: action.parse(words) };
  }
}

/** The part, or `undefined` where the words are no options of the action. */
function parsed(
  action: Action<unknown>,
  words: readonly string[],
): Part | undefined {
  try {
    return toPart(action, words);
  } catch (error) {
    if (error instanceof CaptionError) return undefined;
    throw error;
  }
}

/** The action whose misspelt name the chunk begins with, and the words behind it. */
function nearestAction(
  chunk: string,
): { action: Action<unknown>; words: readonly string[] } | undefined {
  const words = chunk.replace(/^\//, "").split(/[\s_-]+/);
  for (const length of [1, 2, 3]) {
    if (length > words.length) break;
    const head = words.slice(0, length).join("").replace(/[^\p{L}&]/gu, "");
    const [meant] = nearest(head, SPELLINGS.map(({ letters }) => letters), 1);
    const action = SPELLINGS.find(({ letters }) => letters === meant)?.action;
    if (action) return { action, words: words.slice(length) };
  }
  return undefined;
}

function unknownAction(chunk: string): CaptionError {
  const action = nearestAction(chunk)?.action;
  const hint = action
    ? `Did you mean “${action.name}”? I know ${NAMES}. For example: ${
      action.examples[1] ?? action.examples[0]
    }`
    : `I know ${NAMES}. ${EXAMPLE}`;
  return new CaptionError(`I don't know how to do ${quote(chunk)}. ${hint}`);
}

function checkOrder(parts: readonly Part[]) {
  if (parts.length === 0) {
    throw new CaptionError(
      `This caption says nothing to do. I know ${NAMES}. ${EXAMPLE}`,
    );
  }
  if (parts.length > MAX_STEPS) {
    throw new CaptionError(
      `This caption has ${parts.length} actions; at most ${MAX_STEPS} are done at once. ${EXAMPLE}`,
    );
  }
  const combining = parts.filter(({ step }) => step.kind === "combine");
  const [once] = combining;
  if (once && combining.length > 1) {
    const { name } = once.action;
    throw new CaptionError(
      `Please use ${name} only once: it joins all photos into one. For example: ${name}, blur 4`,
    );
  }
  const detecting = parts.slice(0, -1).find(({ step }) =>
    step.kind === "detect"
  );
  if (detecting) {
    const { name } = detecting.action;
    throw new CaptionError(
      `Please put ${name} last: nothing can be done behind it. For example: rotate 90, ${name}`,
    );
  }
}
