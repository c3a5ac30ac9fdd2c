import type { Picture } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { luminance, LUMINANCE_UNIT } from "./luminance.ts";
import { readWholeNumber } from "./options.ts";

/** Threshold by default. */
export const DEFAULT_THRESHOLD = 100;

interface SegmentOptions {
  /** Luminance above which a pixel becomes white, 0 to 255. */
  readonly threshold: number;
}

const action: Edit<SegmentOptions> = {
  kind: "edit",
  name: "segment",
  emoji: "🌗",
  summary: "White where it is brighter than the threshold, else black",
  usage: "segment [threshold]",
  examples: ["segment", "segment 60", "segment 150"],
  knownResult: { caption: "segment 40", expected: [[0, 0], [255, 255]] },
  parse: (words) => ({
    threshold: readWholeNumber(
      words,
      { min: 0, max: 255, default: DEFAULT_THRESHOLD },
      { name: "segment", example: "segment 150" },
    ),
  }),
  apply: (picture, { threshold }) => segment(picture, threshold),
};
export default action;

/** Makes each pixel white if its luminance is above `threshold`, else black, in place. Alpha does not change. */
export function segment(picture: Picture, threshold: number): Picture {
  const { bitmap } = picture;
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
  return picture;
}
