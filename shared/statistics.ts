/**
 * What many measurements come to.
 *
 * @module
 */

/**
 * The value that `part` of all values are not above, by the nearest-rank
 * method: the ⌈part × n⌉th of them in order.
 *
 * @param part above 0, at most 1: 0.99 for the 99th percentile
 * @return `NaN` where there are no values
 * @throws {RangeError} when `part` is out of range
 */
export function percentile(values: readonly number[], part: number): number {
  if (!(part > 0 && part <= 1)) {
    throw new RangeError(
      `Cannot take a percentile as 'part' must be above 0 and at most 1: current value is ${part}`,
    );
  }
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.ceil(part * ordered.length) - 1] ?? NaN;
}

/** The value in the middle; of an even number of them, the lower one. */
export const median = (values: readonly number[]): number =>
  percentile(values, 0.5);
