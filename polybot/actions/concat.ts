import { MAX_PIXELS } from "../../shared/pictures/limits.ts";
import { type Picture, pictureFrom } from "../../shared/pictures/picture.ts";
import { resizePicture } from "../../shared/pictures/resize.ts";
import { ALBUM_SIZE } from "../telegram/limits.ts";
import { type Combine, OptionError } from "./action.ts";
import { refusal } from "./options.ts";

// The words name the edges that meet: right-to-left joins the right edge of the
// first photo and the left edge of the second.
const SIDES = {
  "right-to-left": { direction: "horizontal", firstAtStart: true },
  "left-to-right": { direction: "horizontal", firstAtStart: false },
  "top-to-bottom": { direction: "vertical", firstAtStart: false },
  "bottom-to-top": { direction: "vertical", firstAtStart: true },
} as const;

interface ConcatOptions {
  readonly direction: "horizontal" | "vertical";
  /** Puts the first picture at the left or top; otherwise the last one. */
  readonly firstAtStart: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const ACCEPTED = {
  name: "concat",
  takes:
    "horizontal with right-to-left or left-to-right, or vertical with top-to-bottom or bottom-to-top",
  example: "concat vertical",
};

const action: Combine<ConcatOptions> = {
  kind: "combine",
  name: "concat",
  aliases: ["concatenate"],
  emoji: "🧩",
  summary: "Join the 2 to 10 photos of an album into one",
  usage:
    "concat [horizontal|vertical] [right-to-left|left-to-right|top-to-bottom|bottom-to-top]",
  examples: [
    "concat",
    "concat left-to-right",
    "concat vertical",
    "concat top-to-bottom",
  ],
  knownResult: {
    caption: "concat",
    expected: [[10, 30, 10, 30], [50, 70, 50, 70]],
  },
  parse(words) {
    // "left to right" and "left-to-right" are the same
    const text = words.join("-").replace(/-+/g, "-");
    const [, before = "", side = "", after = ""] =
      /^(.*?)-?((?:left|right|top|bottom)-to-(?:left|right|top|bottom))?-?([^-]*)$/
        .exec(text) ?? [];
    const direction = before + after;
    if (!isDirection(direction) && direction !== "") {
      throw refusal(words.join(" "), ACCEPTED);
    }
    // without a side, the first photo comes first
    if (side === "") {
      return SIDES[
        direction === "vertical" ? "bottom-to-top" : "right-to-left"
      ];
    }
    const options = isSide(side) ? SIDES[side] : undefined;
    if (!options || (direction !== "" && direction !== options.direction)) {
      throw refusal(words.join(" "), ACCEPTED);
    }
    return options;
  },
  apply: concat,
};
export default action;

const isSide = (text: string): text is keyof typeof SIDES =>
  Object.hasOwn(SIDES, text);
const isDirection = (text: string): text is ConcatOptions["direction"] =>
  text === "horizontal" || text === "vertical";

/**
 * Joins pictures in a row or in a column, scaled in proportion to the smallest
 * of the edges that meet.
 *
 * @throws {OptionError} when there are fewer than 2 or more than 10, or the result would have more than {@linkcode MAX_PIXELS}
 */
export async function concat(
  pictures: readonly Picture[],
  options: ConcatOptions,
): Promise<Picture> {
  if (pictures.length < ALBUM_SIZE.min || pictures.length > ALBUM_SIZE.max) {
    throw new OptionError(
      `I need ${ALBUM_SIZE.min} to ${ALBUM_SIZE.max} photos for concat, and here ${
        pictures.length === 1 ? "is" : "are"
      } ${pictures.length}. Please send them together, as one album with the caption: concat`,
    );
  }
  const isRow = options.direction === "horizontal";
  const sizes = scaledSizes(pictures, isRow);
  const width = isRow ? sum(sizes, "width") : sizes[0]!.width;
  const height = isRow ? sizes[0]!.height : sum(sizes, "height");
  if (width * height > MAX_PIXELS) {
    throw new OptionError(
      `These photos together would make a picture of ${width} × ${height} pixels; at most ${
        MAX_PIXELS / 1e6
      } megapixels can be worked on. Please send fewer or smaller photos, with the caption: concat`,
    );
  }

  const result = pictureFrom(
    new Uint8Array(width * height * 4),
    width,
    height,
  );
  let offset = 0;
  for (const index of pictures.keys()) {
    const at = options.firstAtStart ? index : pictures.length - 1 - index;
    const size = sizes[at]!;
    place(await resizePicture(pictures[at]!, size.width, size.height), result, {
      x: isRow ? offset : 0,
      y: isRow ? 0 : offset,
    });
    offset += isRow ? size.width : size.height;
  }
  return result;
}

const sum = (sizes: readonly Size[], edge: keyof Size) =>
  sizes.reduce((total, size) => total + size[edge], 0);

/** Scales all sizes to the smallest height; in a column, to the smallest width. */
function scaledSizes(sizes: readonly Size[], isRow: boolean): Size[] {
  const common = Math.min(
    ...sizes.map(({ width, height }) => isRow ? height : width),
  );
  return sizes.map(({ width, height }) => {
    const along = isRow ? width * common / height : height * common / width;
    const length = Math.max(1, Math.round(along));
    return isRow
      ? { width: length, height: common }
      : { width: common, height: length };
  });
}

/** Copies a picture onto a larger one, with its top left at (x, y). */
function place(
  picture: Picture,
  onto: Picture,
  { x, y }: { x: number; y: number },
) {
  const rowBytes = picture.width * 4;
  for (let row = 0; row < picture.height; row++) {
    onto.bitmap.set(
      picture.bitmap.subarray(row * rowBytes, (row + 1) * rowBytes),
      ((y + row) * onto.width + x) * 4,
    );
  }
}
