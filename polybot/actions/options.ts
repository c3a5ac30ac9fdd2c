/**
 * Reads the options of actions, and refuses wrong ones with the same kind of sentence.
 *
 * @module
 */
import { OptionError } from "./action.ts";

/** Maximum number of characters of a user's words that an error repeats. */
const MAX_QUOTE_LENGTH = 40;

/** Puts a user's words in quotes, cut to 40 characters. */
export function quote(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_QUOTE_LENGTH
    ? `“${text}”`
    : `“${characters.slice(0, MAX_QUOTE_LENGTH - 1).join("")}…”`;
}

/** Describes what an action accepts, for the sentence that refuses anything else. */
export interface Accepted {
  /** The action's name. */
  readonly name: string;
  /** Phrase for its options: `a whole number from 1 to 9`. */
  readonly takes: string;
  /** A caption that works. */
  readonly example: string;
}

/** Returns the error for an option that is not accepted. */
export function refusal(given: string, accepted: Accepted): OptionError {
  return new OptionError(
    `I cannot use ${
      quote(given)
    } here: ${accepted.name} takes ${accepted.takes}. For example: ${accepted.example}`,
  );
}

/**
 * Reads the number that is an action's only option; `undefined` if there are no
 * words. A percentage becomes a part of one: `40%` is 0.4.
 *
 * @throws {OptionError} when there is more than one word, or `accepts` refuses the number
 */
export function readNumber(
  words: readonly string[],
  accepts: (value: number, word: string) => boolean,
  accepted: Accepted,
): number | undefined {
  const [word, ...more] = words;
  if (word === undefined) return undefined;
  const value = parseNumber(word);
  if (more.length > 0 || value === undefined || !accepts(value, word)) {
    throw refusal(words.join(" "), accepted);
  }
  return value;
}

/** Reads a decimal number or a percentage; returns `undefined` for anything else. */
export function parseNumber(word: string): number | undefined {
  const [, digits, percent] =
    /^(\d{1,9}\.?\d{0,9}|\.\d{1,9})(%?)$/.exec(word) ?? [];
  if (digits === undefined) return undefined;
  return percent ? Number(digits) / 100 : Number(digits);
}

/**
 * Reads the whole number that is an action's only option.
 *
 * @return `default` if there are no words
 * @throws {OptionError} when it is not a whole number from `min` to `max`
 */
export function readWholeNumber(
  words: readonly string[],
  range: { min: number; max: number; default: number },
  accepted: Omit<Accepted, "takes">,
): number {
  const { min, max } = range;
  const isAccepted = (value: number, word: string) =>
    /^\d+$/.test(word) && value >= min && value <= max;
  return readNumber(words, isAccepted, {
    ...accepted,
    takes: `a whole number from ${min} to ${max}`,
  }) ?? range.default;
}

/**
 * Reads the options of an action that has none.
 *
 * @throws {OptionError} when there is a word
 */
export function readNoOptions(words: readonly string[], name: string) {
  if (words.length === 0) return undefined;
  const accepted = { name, takes: "no options", example: name };
  throw refusal(words.join(" "), accepted);
}
