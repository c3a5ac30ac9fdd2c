// @ts-check
/**
 * How large pictures appear in a bubble, known before they load, so that
 * nothing jumps. Pure.
 *
 * @module
 */

/** CSS pixels. */
export const WIDEST = 420;
const TALLEST = 400;
const NARROWEST = 150;
const NARROWEST_WITH_TEXT = 260;
/** Height divided by width. */
const TALLEST_ALBUM = 1.05;
/** A strip or a tower is cropped in the bubble; it opens whole. */
const FLATTEST = 5;
const STEEPEST = 0.4;

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * The box of one picture: at its own size when that is small, else fitted.
 *
 * @param {number | undefined} width pixels; unknown: 4:3 is assumed
 * @param {number | undefined} height
 * @param {boolean} withText whether words must fit under it
 * @returns {{ width: number, ratio: number }} CSS pixels; width divided by height
 */
export function boxOfPicture(width = 400, height = 300, withText = false) {
  const ratio = clamp(width / height, STEEPEST, FLATTEST);
  const narrowest = withText ? NARROWEST_WITH_TEXT : NARROWEST;
  const fitted = clamp(
    Math.min(width, TALLEST * ratio),
    narrowest,
    WIDEST,
  );
  return {
    width: Math.round(fitted),
    ratio: Math.max(ratio, fitted / TALLEST),
  };
}

/**
 * The rows of an album: every split into rows of one to three pictures is
 * weighed, and the one whose rows are nearest to an even height wins, with the
 * whole about as tall as wide. What is still taller is cropped.
 *
 * @param {readonly number[]} ratios width divided by height, in order
 * @returns {{ count: number, ratio: number }[]} how many pictures each row has, and its width divided by its height
 */
export function rowsOfAlbum(ratios) {
  const usual = ratios.map((ratio) => clamp(ratio, 0.6, 2));
  let best = { cost: Infinity, counts: [ratios.length], heights: [1] };
  for (const counts of splits(ratios.length, 3)) {
    const heights = heightsOf(counts, usual);
    const cost = costOf(heights);
    if (cost < best.cost) best = { cost, counts, heights };
  }
  const crop = Math.max(1, sum(best.heights) / TALLEST_ALBUM);
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

/** The heights of rows as wide as the album, for a width of 1. @param {number[]} counts @param {readonly number[]} ratios */
function heightsOf(counts, ratios) {
  let next = 0;
  return counts.map((count) => 1 / sum(ratios.slice(next, next += count)));
}

/** @param {readonly number[]} heights */
function costOf(heights) {
  const whole = sum(heights);
  const mean = whole / heights.length;
  const uneven = heights.map((height) => Math.abs(Math.log(height / mean)));
  return sum(uneven) / heights.length + Math.abs(Math.log(whole / 0.95));
}
