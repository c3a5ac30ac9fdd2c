import type { Picture } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { luminance, LUMINANCE_UNIT } from "./luminance.ts";
import { readWholeNumber } from "./options.ts";

interface SegmentOptions {
  /** What is brighter becomes white; 0 to 255. */
  readonly threshold: number;
}

const action: Edit<SegmentOptions> = {
  kind: "edit",
  name: "segment",
  emoji: "🌗",
  summary: "White where it is brighter than the threshold, else black",
  usage: "segment [threshold]",
  examples: ["segment", "segment 60", "segment 150"],
  parse: (words) => ({
    threshold: readWholeNumber(words, { min: 0, max: 255, fallback: 100 }, {
      name: "segment",
      example: "segment 150",
    }),
  }),
  apply: (image, { threshold }) => segment(image, threshold),
};
export default action;

/** Makes a pixel white where its luminance is above `threshold`, else black, in place. Alpha is left alone. */
export function segment(image: Picture, threshold: number): Picture {
  const { bitmap } = image;
  const limit = threshold * LUMINANCE_UNIT;
  for (let index = 0; index < bitmap.length; index += 4) {
    const brightness = luminance(
      bitmap[index]!,
      bitmap[index + 1]!,
      bitmap[index + 2]!,
    );
    bitmap[index] =
      bitmap[index + 1] =
      bitmap[index + 2] =
        brightness > limit ? 255 : 0;
  }
  return image;
}
