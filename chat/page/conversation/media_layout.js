/**
 * Computes the size of pictures in a bubble before they load, so that loading
 * does not move anything. Pure.
 *
 * @module
 */

/** Limits of the width and height of a picture, in CSS pixels. */
export const MAX_WIDTH = 420;
const MAX_HEIGHT = 400;
const MIN_WIDTH = 150;
const MIN_WIDTH_WITH_TEXT = 260;
/** Maximum height of an album, divided by its width. */
const MAX_ALBUM_HEIGHT = 1.05;
/** Limits of width divided by height. Other pictures are cropped in the bubble; the lightbox shows them completely. */
const MAX_RATIO = 5;
const MIN_RATIO = 0.4;

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * Returns the box of one picture, which is scaled down if it is large.
 *
 * @param {number | undefined} width pixels; 4:3 is assumed if it is unknown
 * @param {number | undefined} height
 * @param {boolean} withText leaves room for text under it
 * @returns {{ width: number, ratio: number }} CSS pixels; width divided by height
 */
export function boxOfPicture(width = 400, height = 300, withText = false) {
  const ratio = clamp(width / height, MIN_RATIO, MAX_RATIO);
  const narrowest = withText ? MIN_WIDTH_WITH_TEXT : MIN_WIDTH;
  const fitted = clamp(
    Math.min(width, MAX_HEIGHT * ratio),
    narrowest,
    MAX_WIDTH,
  );
  return {
    width: Math.round(fitted),
    ratio: Math.max(ratio, fitted / MAX_HEIGHT),
  };
}

/**
 * Splits an album into rows of one to three pictures. Of all splits, the best
 * one has rows of nearly the same height and is about as tall as wide. Rows
 * that are still too tall are cropped.
 *
 * @param {readonly number[]} ratios width divided by height, in order
 * @returns {{ count: number, ratio: number }[]} the number of pictures in each row, and its width divided by its height
 */
export function rowsOfAlbum(ratios) {
  const limitedRatios = ratios.map((ratio) => clamp(ratio, 0.6, 2));
  let best = { cost: Infinity, counts: [ratios.length], heights: [1] };
  for (const counts of splits(ratios.length, 3)) {
    const heights = heightsOf(counts, limitedRatios);
    const cost = costOf(heights);
    if (cost < best.cost) best = { cost, counts, heights };
  }
  const crop = Math.max(1, sum(best.heights) / MAX_ALBUM_HEIGHT);
  return best.counts.map((count, at) => ({
    count,
    ratio: crop / (best.heights[at] ?? 1),
  }));
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * @param {number} count
 * @param {number} largest
 * @returns {Generator<number[]>}
 */
function* splits(count, largest) {
  if (count === 0) yield [];
  for (let first = 1; first <= Math.min(count, largest); first++) {
    for (const rest of splits(count - first, largest)) {
      yield [first, ...rest];
    }
  }
}

/** Returns the heights of the rows of an album that is 1 wide. @param {number[]} counts @param {readonly number[]} ratios */
function heightsOf(counts, ratios) {
  let next = 0;
  return counts.map((count) => 1 / sum(ratios.slice(next, next += count)));
}

/** @param {readonly number[]} heights */
function costOf(heights) {
  const whole = sum(heights);
  const mean = whole / heights.length;
  const deviations = heights.map((height) => Math.abs(Math.log(height / mean)));
  return sum(deviations) / heights.length + Math.abs(Math.log(whole / 0.95));
}
