/**
 * Reading the options of an action, and refusing them in one manner.
 *
 * @module
 */
import { OptionError } from "./action.ts";

const LONGEST_QUOTE = 40;

/** What a person wrote, in quotes, cut to 40 characters. */
export function quote(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_QUOTE
    ? `“${text}”`
    : `“${characters.slice(0, LONGEST_QUOTE - 1).join("")}…”`;
}

/** What an action accepts, for the sentence that refuses anything else. */
export interface Accepted {
  /** The action's name. */
  readonly name: string;
  /** What it takes: `a whole number from 1 to 9`. */
  readonly takes: string;
  /** A caption that works. */
  readonly example: string;
}

/** The error for an option that is not accepted. */
export function refusal(given: string, accepted: Accepted): OptionError {
  return new OptionError(
    `I cannot use ${
      quote(given)
    } here: ${accepted.name} takes ${accepted.takes}. For example: ${accepted.example}`,
  );
}

/**
 * The number that is an action's only option; `undefined` where there is none.
 * A percentage is a part of one: `40%` is 0.4.
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

/** A decimal or a percentage; `undefined` for anything else. */
export function parseNumber(word: string): number | undefined {
  const [, digits, percent] =
    /^(\d{1,9}\.?\d{0,9}|\.\d{1,9})(%?)$/.exec(word) ?? [];
  if (digits === undefined) return undefined;
  return percent ? Number(digits) / 100 : Number(digits);
}

/** The whole number from `min` to `max` that is an action's only option, or `fallback`. */
export function readWholeNumber(
  words: readonly string[],
  { min, max, fallback }: { min: number; max: number; fallback: number },
  accepted: Omit<Accepted, "takes">,
): number {
  const isAccepted = (value: number, word: string) =>
    /^\d+$/.test(word) && value >= min && value <= max;
  return readNumber(words, isAccepted, {
    ...accepted,
    takes: `a whole number from ${min} to ${max}`,
  }) ?? fallback;
}
