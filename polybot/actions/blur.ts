import type { Image } from "imagescript";
import type { Edit } from "./action.ts";
import { readWholeNumber } from "./options.ts";

/** The largest window; the sum of its values still fits 32 bits. */
const MAX_SIZE = 2000;

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
  parse: (words) => ({
    size: readWholeNumber(words, { min: 1, max: MAX_SIZE, fallback: 16 }, {
      name: "blur",
      example: "blur 4",
    }),
  }),
  apply: (image, { size }) => blur(image, size),
};
export default action;

/**
 * Makes each channel the floor of the mean of a `size` × `size` window, in
 * place. The window's top left is at (x − ⌊(size−1)/2⌋, y − ⌊(size−1)/2⌋);
 * pixels beyond an edge are those at the edge. Alpha is left alone.
 *
 * The time does not depend on `size`. Beside the picture it needs a row of
 * sums, and ⌊(size+1)/2⌋ rows of one channel, at most half of them all.
 */
export function blur(image: Image, size: number): Image {
  if (size === 1) return image;
  for (const channel of [0, 1, 2]) blurChannel(image, channel, size);
  return image;
}

function blurChannel(image: Image, channel: number, size: number) {
  const { width, height, bitmap } = image;
  const values = new Uint8Array(
    bitmap.buffer,
    bitmap.byteOffset,
    bitmap.length,
  );
  const [lastX, lastY] = [width - 1, height - 1];
  const before = (size - 1) >> 1;
  const after = size - 1 - before;
  const inverseArea = 1 / (size * size);

  // Rows that were written over, for when the window leaves them. Those that
  // it never leaves are not kept; the topmost leaves while the top sticks out.
  const leaving = Math.max(1, lastY - before);
  const slots = Math.min(before + 1, leaving);
  const kept = new Uint8Array(slots * width);

  // sums[x]: the sum of the window's rows over the columns 0 to x. It may wrap
  // around 32 bits; the difference of two, a window's sum, is right all the same.
  const sums = new Int32Array(width);
  for (let y = 0; y <= Math.min(after, lastY); y++) {
    const times = y === 0 ? before + 1 : 1;
    const repeats = y === lastY ? after - lastY : 0;
    addRow(sums, values, y * width * 4 + channel, times + repeats);
  }

  for (let y = 0; y < height; y++) {
    const row = y * width * 4 + channel;
    if (y > 0) {
      let entering = Math.min(y + after, lastY) * width * 4 + channel;
      let left = (Math.max(y - before - 1, 0) % slots) * width;
      let change = 0;
      for (let x = 0; x < width; x++) {
        change += values[entering]! - kept[left]!;
        sums[x] = (sums[x]! + change) | 0;
        entering += 4;
        left++;
      }
    }
    if (y < leaving) {
      const slot = (y % slots) * width;
      for (let x = 0; x < width; x++) kept[slot + x] = values[row + x * 4]!;
    }

    const first = sums[0]!;
    const total = sums[lastX]!;
    const last = width === 1 ? first : (total - sums[lastX - 1]!) | 0;
    for (let x = 0; x < width; x++) {
      // the sums, continued beyond both edges with the columns at the edges
      const to = x + after;
      const from = x - before - 1;
      const upper = to <= lastX ? sums[to]! : total + (to - lastX) * last;
      const lower = from >= 0 ? sums[from]! : (from + 1) * first;
      // half more than the sum: never so near to a whole mean that rounding tells
      values[row + x * 4] = (((upper - lower) | 0) + 0.5) * inverseArea;
    }
  }
}

/** Adds `times` the values from `index` on, every fourth, to the running sums. */
function addRow(
  sums: Int32Array,
  values: Uint8Array,
  index: number,
  times: number,
) {
  let running = 0;
  for (let x = 0; x < sums.length; x++) {
    running += values[index + x * 4]! * times;
    sums[x] = (sums[x]! + running) | 0;
  }
}
