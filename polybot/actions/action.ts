/**
 * Actions: everything that a user can ask for in a caption.
 *
 * Help, command menu, buttons, caption grammar and self-check are derived from
 * these fields: a new action is one new file and one line in `mod.ts`.
 *
 * @module
 */
import type { Picture } from "../../shared/pictures/picture.ts";

/** An option is not accepted. The message tells the user what is accepted. */
export class OptionError extends RangeError {
  override name = "OptionError";
}

/** The values of a grey picture, row by row. */
export type GreyRows = readonly (readonly number[])[];

/** The picture to which the caption of a {@linkcode KnownResult} is applied. */
export const KNOWN_PICTURE: GreyRows = [[10, 30], [50, 70]];

/** Result of a caption on {@linkcode KNOWN_PICTURE}, or on two of them if it combines pictures. */
export interface KnownResult {
  readonly caption: string;
  /** The result's values, or a function that tells whether a value is right. */
  readonly expected: GreyRows | ((value: number) => boolean);
}

interface Description<Options> {
  /** The name in captions, in lower case: `salt and pepper`. */
  readonly name: string;
  /** Other names in captions: `salt & pepper`. */
  readonly aliases?: readonly string[];
  readonly emoji: string;
  /** A sentence for help and the command menu, of at most 60 characters. */
  readonly summary: string;
  /** Name and options, for help: `blur [size]`. */
  readonly usage: string;
  /** Captions that work, the simplest first; each becomes a button. */
  readonly examples: readonly [string, ...string[]];
  /** A result that the self-check verifies; it also carries out the examples. */
  readonly knownResult?: KnownResult;
  /**
   * Reads the words after the name, in lower case.
   *
   * @throws {OptionError} when a word is not an option or a value is out of range
   */
  parse(words: readonly string[]): Options;
}

/** An action that edits one picture. */
export interface Edit<Options> extends Description<Options> {
  readonly kind: "edit";
  /** Edits a picture, in place if possible. Does not change the alpha channel. */
  apply(picture: Picture, options: Options): Picture;
}

/** An action that combines the pictures of an album into one. */
export interface Combine<Options> extends Description<Options> {
  readonly kind: "combine";
  /** Combines pictures into one. @throws {OptionError} when there are fewer than 2 or more than 10 pictures, or the result would be too large */
  apply(pictures: readonly Picture[], options: Options): Promise<Picture>;
}

/** An action that yolo5 carries out; always the last of a chain. */
export interface Detect extends Description<DetectOptions> {
  readonly kind: "detect";
}

export type Action<Options> = Edit<Options> | Combine<Options> | Detect;

/** An action with the options that the user chose. */
export type Step =
  | {
    readonly kind: "edit";
    readonly name: string;
    readonly run: (picture: Picture) => Picture;
  }
  | {
    readonly kind: "combine";
    readonly name: string;
    readonly run: (pictures: readonly Picture[]) => Promise<Picture>;
  }
  | {
    readonly kind: "detect";
    readonly name: string;
    readonly options: DetectOptions;
  };

export interface DetectOptions {
  /** COCO class names to detect; all if empty. */
  readonly classes: readonly string[];
  /** Lowest score, 0 to 1; `undefined` for the detector's default. */
  readonly confidence: number | undefined;
}
