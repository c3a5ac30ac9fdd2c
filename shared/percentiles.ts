/**
 * Percentiles by the nearest rank: each is one of the values.
 *
 * @module
 */

/**
 * The smallest value that at least `percent` of the values do not exceed: the
 * one of rank ⌈percent / 100 × n⌉.
 *
 * @param sorted ascending
 * @param percent above 0, at most 100
 * @return `undefined` where there are no values
 */
export function percentile(
  sorted: readonly number[],
  percent: number,
): number | undefined {
  return sorted[Math.max(1, Math.ceil(percent * sorted.length / 100)) - 1];
}

/** The value in the middle, and of an even number of them the lower one; `NaN` where there are none. */
export const median = (values: readonly number[]): number =>
  percentile(values.toSorted((a, b) => a - b), 50) ?? NaN;

/** How values lie, in their own unit. */
export interface Distribution {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** How the values lie; `undefined` where there are none. */
export function distributionOf(
  values: readonly number[],
): Distribution | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (percent: number) => percentile(sorted, percent) as number;
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    p50: at(50),
    p95: at(95),
    p99: at(99),
    max: at(100),
  };
}
