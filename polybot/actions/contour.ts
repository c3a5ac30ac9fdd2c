import type { Picture } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { luminance, LUMINANCE_UNIT } from "./luminance.ts";
import { readNoOptions } from "./options.ts";

const action: Edit<undefined> = {
  kind: "edit",
  name: "contour",
  emoji: "✏️",
  summary: "Draw the outlines: where brightness changes",
  usage: "contour",
  examples: ["contour"],
  knownResult: { caption: "contour", expected: [[20, 20], [20, 20]] },
  parse: (words) => readNoOptions(words, "contour"),
  apply: contour,
};
export default action;

/**
 * Makes each pixel the difference in luminance to its right neighbour, rounded
 * to a whole number, in place; the last column repeats the one before. A
 * picture of one column becomes black. Alpha does not change.
 */
export function contour(picture: Picture): Picture {
  const { width, height, bitmap } = picture;
  for (let y = 0; y < height; y++) {
    let index = y * width * 4;
    let here = luminanceAt(bitmap, index);
    let difference = 0;
    for (let x = 0; x < width; x++) {
      if (x < width - 1) {
        const next = luminanceAt(bitmap, index + 4);
        difference = (Math.abs(here - next) + LUMINANCE_UNIT / 2) /
            LUMINANCE_UNIT | 0;
        here = next;
      }
      bitmap[index] = bitmap[index + 1] = bitmap[index + 2] = difference;
      index += 4;
    }
  }
  return picture;
}

function luminanceAt(bitmap: Uint8ClampedArray, index: number): number {
  return luminance(bitmap[index]!, bitmap[index + 1]!, bitmap[index + 2]!);
}
