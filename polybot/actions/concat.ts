import { MAX_PIXELS } from "../../shared/pictures/limits.ts";
import { type Picture, pictureFrom } from "../../shared/pictures/picture.ts";
import { resizePicture } from "../../shared/pictures/resize.ts";
import { type Combine, OptionError } from "./action.ts";
import { refusal } from "./options.ts";

const MIN_PICTURES = 2;
const MAX_PICTURES = 10;

// The words name the edges that meet: the first photo's right and the second's
// left; the first photo's top and the second's bottom.
const SIDES = {
  "right-to-left": { direction: "horizontal", firstAtStart: true },
  "left-to-right": { direction: "horizontal", firstAtStart: false },
  "top-to-bottom": { direction: "vertical", firstAtStart: false },
  "bottom-to-top": { direction: "vertical", firstAtStart: true },
} as const;

interface ConcatOptions {
  readonly direction: "horizontal" | "vertical";
  /** Whether the first picture is the leftmost or topmost, or else the last one. */
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
  parse(words) {
    // "left to right" and "left-to-right" are one
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
 * @throws {OptionError} when there are fewer than 2 or more than 10, or the result would have more than {@linkcode MAX_PIXELS}; nothing is scaled then
 */
export async function concat(
  images: readonly Picture[],
  options: ConcatOptions,
): Promise<Picture> {
  if (images.length < MIN_PICTURES || images.length > MAX_PICTURES) {
    throw new OptionError(
      `I need ${MIN_PICTURES} to ${MAX_PICTURES} photos for concat, and here ${
        images.length === 1 ? "is" : "are"
      } ${images.length}. Please send them together, as one album with the caption: concat`,
    );
  }
  const isRow = options.direction === "horizontal";
  const sizes = scaledSizes(images, isRow);
  const width = isRow ? sum(sizes, "width") : sizes[0]!.width;
  const height = isRow ? sizes[0]!.height : sum(sizes, "height");
  if (width * height > MAX_PIXELS) {
    throw new OptionError(
      `These photos together would make a picture of ${width} × ${height} pixels; at most ${
        MAX_PIXELS / 1e6
      } megapixels can be worked on. Please send fewer or smaller photos, with the caption: concat`,
    );
  }

  const joined = pictureFrom(
    new Uint8Array(width * height * 4),
    width,
    height,
  );
  let offset = 0;
  for (const index of images.keys()) {
    const at = options.firstAtStart ? index : images.length - 1 - index;
    const size = sizes[at]!;
    place(await resizePicture(images[at]!, size.width, size.height), joined, {
      x: isRow ? offset : 0,
      y: isRow ? 0 : offset,
    });
    offset += isRow ? size.width : size.height;
  }
  return joined;
}

const sum = (sizes: readonly Size[], edge: keyof Size) =>
  sizes.reduce((total, size) => total + size[edge], 0);

/** The sizes that make all heights the smallest of them, or the widths in a column. */
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

/** Copies a picture onto a larger one, its top left at (x, y). */
function place(
  image: Picture,
  onto: Picture,
  { x, y }: { x: number; y: number },
) {
  const rowBytes = image.width * 4;
  for (let row = 0; row < image.height; row++) {
    onto.bitmap.set(
      image.bitmap.subarray(row * rowBytes, (row + 1) * rowBytes),
      ((y + row) * onto.width + x) * 4,
    );
  }
}
