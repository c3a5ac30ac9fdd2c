/**
 * What an action is: everything that a person can ask for in a caption.
 *
 * Help text, command menu, buttons and caption grammar follow from these
 * fields, so that a new action is one new file and one line in `mod.ts`.
 *
 * @module
 */
import type { Picture } from "../../shared/pictures/picture.ts";

/** An option that is not accepted. The message is a sentence for a person, with what is accepted. */
export class OptionError extends RangeError {
  override name = "OptionError";
}

interface Describing<Options> {
  /** How a person writes it, in lower case: `salt and pepper`. */
  readonly name: string;
  /** Other ways to write it: `salt & pepper`. */
  readonly aliases?: readonly string[];
  readonly emoji: string;
  /** What it does, for help and the command menu, at most 60 characters. */
  readonly summary: string;
  /** Name and options as a person reads them: `blur [size]`. */
  readonly usage: string;
  /** Captions that work, the plainest first; each becomes a button. */
  readonly examples: readonly [string, ...string[]];
  /**
   * Reads the words behind the name, in lower case.
   *
   * @throws {OptionError} when a word is not an option or a value is out of range
   */
  parse(words: readonly string[]): Options;
}

/** One picture in, one picture out. */
export interface Edit<Options> extends Describing<Options> {
  readonly kind: "edit";
  /** May work in place: the image that it is given belongs to it. The alpha channel is left alone. */
  apply(image: Picture, options: Options): Picture;
}

/** The pictures of an album in, one picture out. */
export interface Combine<Options> extends Describing<Options> {
  readonly kind: "combine";
  /** @throws {OptionError} when there are fewer than 2 or more than 10 images, or the result would be too large */
  apply(images: readonly Picture[], options: Options): Promise<Picture>;
}

/** What yolo5 answers; always the last of a chain. */
export interface Detect extends Describing<DetectOptions> {
  readonly kind: "detect";
}

export type Action<Options> = Edit<Options> | Combine<Options> | Detect;

/** An action with the options that a person chose. */
export type Step =
  | {
    readonly kind: "edit";
    readonly name: string;
    readonly run: (image: Picture) => Picture;
  }
  | {
    readonly kind: "combine";
    readonly name: string;
    readonly run: (images: readonly Picture[]) => Promise<Picture>;
  }
  | {
    readonly kind: "detect";
    readonly name: string;
    readonly options: DetectOptions;
  };

export interface DetectOptions {
  /** COCO class names; none: all. */
  readonly classes: readonly string[];
  /** Lowest score, 0 to 1; `undefined`: the detector's own. */
  readonly confidence: number | undefined;
}
