import type { Picture } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { readNumber } from "./options.ts";

interface SaltAndPepperOptions {
  /** How many of the pixels are hit: above 0, at most 1. */
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
  parse: (words) => ({
    part: readNumber(words, (part) => part > 0 && part <= 1, {
      name: "salt and pepper",
      takes: "a number above 0 and at most 1, or a percentage",
      example: "salt and pepper 0.1",
    }) ?? 0.05,
  }),
  apply: (image, { part }) => saltAndPepper(image, part),
};
export default action;

/**
 * Makes ⌊part × width × height⌋ different pixels, all equally likely, white or
 * black with equal chance, in place. Alpha is left alone.
 *
 * It goes through the pixels once, taking each with the chance "how many are
 * still to be taken / how many are left": Knuth, The Art of Computer
 * Programming, volume 2, 3.4.2, algorithm S. A draw that takes a pixel is as
 * likely in the lower half of its range as in the upper: that gives the colour.
 */
export function saltAndPepper(
  image: Picture,
  part: number,
  random: () => number = Math.random,
): Picture {
  const { bitmap } = image;
  let left = image.width * image.height;
  let wanted = Math.floor(part * left);
  for (let index = 0; wanted > 0; index += 4, left--) {
    const draw = random() * left;
    if (draw >= wanted) continue;
    bitmap[index] =
      bitmap[index + 1] =
      bitmap[index + 2] =
        draw < wanted / 2 ? 0 : 255;
    wanted--;
  }
  return image;
}
