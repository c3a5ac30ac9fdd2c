/**
 * Percentiles by the nearest-rank method, which returns one of the values.
 *
 * @module
 */

/**
 * Returns the smallest value that at least `percent` of the values do not
 * exceed: the value of rank ⌈percent / 100 × n⌉.
 *
 * @param sorted ascending
 * @param percent above 0, at most 100
 * @return `undefined` if there are no values
 */
export function percentile(
  sorted: readonly number[],
  percent: number,
): number | undefined {
  return sorted[Math.max(1, Math.ceil(percent * sorted.length / 100)) - 1];
}

/** Returns the middle value, or the lower of two middle values; `NaN` if there are no values. */
export const median = (values: readonly number[]): number =>
  percentile(values.toSorted((a, b) => a - b), 50) ?? NaN;

/** Statistics of some values, in their unit. */
export interface Distribution {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Returns statistics of the values, `undefined` if there are none. */
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
