import { type Action, OptionError, type Step } from "../actions/action.ts";
import type { NamedAction } from "./action_name.ts";
import { CaptionError } from "./caption_error.ts";

/** An action in a caption, its words, and the step made from them. */
export interface Part extends NamedAction {
  readonly step: Step;
}

/**
 * Reads the words after an action's name as its options.
 *
 * @throws {CaptionError} when they are not options of the action
 */
export function readPart({ action, words }: NamedAction): Part {
  try {
    return { action, words, step: stepFor(action, words) };
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw new CaptionError(error.message, { cause: error });
  }
}

/** Reads a part like {@linkcode readPart}, but returns `undefined` if the words are not options of the action. */
export function tryPart(named: NamedAction): Part | undefined {
  try {
    return readPart(named);
  } catch (error) {
    if (error instanceof CaptionError) return undefined;
    throw error;
  }
}

function stepFor(action: Action<unknown>, words: readonly string[]): Step {
  const { kind, name } = action;
  switch (kind) {
    case "edit": {
      const options = action.parse(words);
      return { kind, name, run: (picture) => action.apply(picture, options) };
    }
    case "combine": {
      const options = action.parse(words);
      return { kind, name, run: (pictures) => action.apply(pictures, options) };
    }
    case "detect":
      return { kind, name, options: action.parse(words) };
  }
}
