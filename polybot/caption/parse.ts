/**
 * Parses captions: "rotate 90, blur 4" → actions with their options.
 *
 * A comma or a new line ends an action. If the next part names no action, it is
 * read as more options of the previous action, if that action accepts them:
 * "predict cat, dog" detects both.
 *
 * @module
 */
import type { Step } from "../actions/action.ts";
import { ACTIONS } from "../actions/mod.ts";
import { quote } from "../actions/options.ts";
import { MAX_CAPTION_LENGTH } from "../telegram/limits.ts";
import { guessActionName, readActionName, wordsOf } from "./action_name.ts";
import { CaptionError } from "./caption_error.ts";
import { plainText } from "./plain_text.ts";
import { type Part, readPart, tryPart } from "./part.ts";

/** Maximum number of actions in a caption. */
export const MAX_STEPS = 10;

const EXAMPLE = "For example: rotate 90, blur 4";
const NAMES = ACTIONS.map(({ name }) => name).join(", ");

/**
 * Parses a caption: one to ten actions, in the order in which they are carried
 * out. At most one combines pictures; one that detects is the last.
 *
 * @throws {CaptionError} saying what is wrong, what is accepted, and an example
 */
export function parseCaption(caption: string): Step[] {
  if (caption.length > MAX_CAPTION_LENGTH) {
    throw new CaptionError(
      `This caption has ${caption.length} characters; at most ${MAX_CAPTION_LENGTH} are read. Please say only what to do. ${EXAMPLE}`,
    );
  }
  const parts: Part[] = [];
  for (const chunk of chunksOf(caption)) {
    const named = readActionName(chunk);
    parts.push(named ? readPart(named) : continuePart(parts.pop(), chunk));
  }
  checkOrder(parts);
  return parts.map(({ step }) => step);
}

/** Returns whether a text begins with an action, or with what must be a misspelt one. Parsing it may still fail. */
export function looksLikeAction(text: string): boolean {
  const [chunk] = chunksOf(text.slice(0, MAX_CAPTION_LENGTH));
  if (chunk === undefined) return false;
  if (readActionName(chunk)) return true;
  const guess = guessActionName(chunk);
  if (!guess) return false;
  const [option] = guess.words;
  return option === undefined || /^\d/.test(option) ||
    tryPart(guess) !== undefined;
}

function chunksOf(caption: string): string[] {
  return plainText(caption).split(/[,;\n]/)
    .map((chunk) => chunk.replace(/^(?:[\s!?]|\.(?!\d))+|[\s.!?]+$/g, ""))
    .filter((chunk) => chunk !== "");
}

/** Reads a chunk that names no action as more options of the previous part. */
function continuePart(part: Part | undefined, chunk: string): Part {
  if (part) {
    const { action } = part;
    const longer = { action, words: [...part.words, ...wordsOf(chunk)] };
    const continued = tryPart(longer);
    if (continued) return continued;
    // As there are so many classes, a wrong option of an action that detects is
    // probably a misspelt class, so the error is about the option.
    if (action.kind === "detect" && !guessActionName(chunk)) {
      return readPart(longer);
    }
  }
  throw unknownAction(chunk);
}

function unknownAction(chunk: string): CaptionError {
  const action = guessActionName(chunk)?.action;
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
  const [first, second] = parts.filter(({ step }) => step.kind === "combine");
  if (first && second) {
    const { name } = first.action;
    throw new CaptionError(
      `Please use ${name} only once: it joins all photos into one. For example: ${name}, blur 4`,
    );
  }
  const early = parts.slice(0, -1).find(({ step }) => step.kind === "detect");
  if (early) {
    const { name } = early.action;
    throw new CaptionError(
      `Please put ${name} last: nothing can be done behind it. For example: rotate 90, ${name}`,
    );
  }
}
