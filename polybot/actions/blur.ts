import type { Picture } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { readWholeNumber } from "./options.ts";

/** Width and height of the window by default, in pixels. */
export const DEFAULT_BLUR_SIZE = 16;
/** Maximum width and height of the window, in pixels: the sum of its values fits into 32 bits. */
export const MAX_BLUR_SIZE = 2000;

interface BlurOptions {
  /** Width and height of the window, in pixels. */
  readonly size: number;
}

const action: Edit<BlurOptions> = {
  kind: "edit",
  name: "blur",
  emoji: "🌫",
  summary: "Soften the picture; a larger size blurs more",
  usage: "blur [size]",
  examples: ["blur", "blur 4", "blur 40"],
  knownResult: { caption: "blur 2", expected: [[40, 50], [60, 70]] },
  parse: (words) => ({
    size: readWholeNumber(
      words,
      { min: 1, max: MAX_BLUR_SIZE, default: DEFAULT_BLUR_SIZE },
      { name: "blur", example: "blur 4" },
    ),
  }),
  apply: (picture, { size }) => blur(picture, size),
};
export default action;

/**
 * Makes each channel the floor of the mean of a `size` × `size` window, in
 * place. The window's top left is at (x − ⌊(size−1)/2⌋, y − ⌊(size−1)/2⌋);
 * the pixels at the edges are repeated beyond them. Alpha does not change.
 *
 * The time does not depend on the window's size: each pixel is added once and
 * subtracted once. In addition to the picture, this needs a row of sums, and ⌊(size+1)/2⌋
 * rows of one channel, at most half of all rows.
 */
export function blur(picture: Picture, size: number): Picture {
  if (size === 1) return picture;
  for (const channel of [0, 1, 2]) blurChannel(picture, channel, size);
  return picture;
}

function blurChannel(picture: Picture, channel: number, size: number) {
  const { width, height, bitmap } = picture;
  // not clamped: a mean is always in range, and its fraction must be cut off
  const values = new Uint8Array(
    bitmap.buffer,
    bitmap.byteOffset,
    bitmap.length,
  );
  const startOf = (y: number) => y * width * 4 + channel;
  const [lastX, lastY] = [width - 1, height - 1];
  const before = (size - 1) >> 1;
  const after = size - 1 - before;
  const inverseArea = 1 / (size * size);

  // Rows are overwritten before the window leaves them, so their values are
  // kept until then. All slots but the last are used in turn; the last is for
  // the rows that the window never leaves.
  const leaving = Math.max(1, lastY - before);
  const slots = Math.min(before + 1, leaving);
  const kept = new Uint8Array((slots + 1) * width);

  // sums[x]: the sum of the window's rows over the columns 0 to x. It may
  // overflow 32 bits; the difference of two, a window's sum, is still right.
  const sums = new Int32Array(width);
  for (let y = 0; y <= Math.min(after, lastY); y++) {
    const above = y === 0 ? before : 0;
    const below = y === lastY ? after - lastY : 0;
    addRow(sums, values, startOf(y), 1 + above + below);
  }

  for (let y = 0; y < height; y++) {
    if (y > 0) {
      const left = Math.max(y - before - 1, 0) % slots;
      const entered = Math.min(y + after, lastY);
      moveDown(sums, values, startOf(entered), kept, left * width);
    }
    const first = sums[0]!;
    const total = sums[lastX]!;
    const last = width === 1 ? first : (total - sums[lastX - 1]!) | 0;
    let slot = (y < leaving ? y % slots : slots) * width;
    let index = startOf(y);
    for (let x = 0; x < width; x++) {
      // beyond both edges, the columns at the edges are repeated
      const to = x + after;
      const from = x - before - 1;
      const upper = to <= lastX ? sums[to]! : total + (to - lastX) * last;
      const lower = from >= 0 ? sums[from]! : (from + 1) * first;
      kept[slot++] = values[index]!;
      // adding a half keeps whole means away from rounding errors of the division
      values[index] = (((upper - lower) | 0) + 0.5) * inverseArea;
      index += 4;
    }
  }
}

/** Adds the channel's row at `index` to the sums, `times` times. */
function addRow(
  sums: Int32Array,
  values: Uint8Array,
  index: number,
  times: number,
) {
  let running = 0;
  for (let x = 0; x < sums.length; x++) {
    running += values[index]! * times;
    sums[x] = (sums[x]! + running) | 0;
    index += 4;
  }
}

/** Adds the channel's row at `index` to the sums and subtracts the kept row at `slot`. */
function moveDown(
  sums: Int32Array,
  values: Uint8Array,
  index: number,
  kept: Uint8Array,
  slot: number,
) {
  let change = 0;
  for (let x = 0; x < sums.length; x++) {
    change += values[index]! - kept[slot++]!;
    sums[x] = (sums[x]! + change) | 0;
    index += 4;
  }
}
