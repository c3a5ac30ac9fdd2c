import type { Picture } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { readNumber } from "./options.ts";

/** Part of the pixels to change, by default. */
export const DEFAULT_NOISE_PART = 0.05;

interface SaltAndPepperOptions {
  /** Part of the pixels that become white or black: above 0, at most 1. */
  readonly part: number;
}

const action: Edit<SaltAndPepperOptions> = {
  kind: "edit",
  name: "salt and pepper",
  aliases: ["salt & pepper", "salt n pepper"],
  emoji: "🧂",
  summary: "Sprinkle white and black pixels over a part of it",
  usage: "salt and pepper [part]",
  examples: ["salt and pepper", "salt and pepper 0.2"],
  knownResult: {
    caption: "salt and pepper 1",
    expected: (value) => value === 0 || value === 255,
  },
  parse: (words) => ({
    part: readNumber(words, (part) => part > 0 && part <= 1, {
      name: "salt and pepper",
      takes: "a number above 0 and at most 1, or a percentage",
      example: "salt and pepper 0.1",
    }) ?? DEFAULT_NOISE_PART,
  }),
  apply: (picture, { part }) => saltAndPepper(picture, part),
};
export default action;

/**
 * Makes ⌊part × width × height⌋ random pixels, all equally likely, white or
 * black with equal probability, in place. Alpha does not change.
 *
 * Passes over the pixels once, and selects each with the probability "pixels
 * still to select / pixels left": Knuth, The Art of Computer Programming,
 * volume 2, 3.4.2, algorithm S. Among the draws that select a pixel, the lower
 * half makes it black and the upper half white.
 */
export function saltAndPepper(
  picture: Picture,
  part: number,
  random: () => number = Math.random,
): Picture {
  const { bitmap } = picture;
  let left = picture.width * picture.height;
  let toSelect = Math.floor(part * left);
  for (let index = 0; toSelect > 0; index += 4, left--) {
    const draw = random() * left;
    if (draw >= toSelect) continue;
    bitmap[index] =
      bitmap[index + 1] =
      bitmap[index + 2] =
        draw < toSelect / 2 ? 0 : 255;
    toSelect--;
  }
  return picture;
}
