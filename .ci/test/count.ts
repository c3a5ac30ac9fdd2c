/**
 * Adds up what checks came to, and prints it.
 *
 * @module
 */

export interface Count {
  readonly passed: number;
  /** Names of failed checks; further lines give the reason. */
  readonly failed: readonly string[];
  /** Reasons why something was skipped; its name if no reason is known. */
  readonly skipped: readonly string[];
}

/** Counts one check. @param failure its findings, if it failed */
export const countOf = (name: string, failure: string | undefined): Count => ({
  passed: failure === undefined ? 1 : 0,
  failed: failure === undefined ? [] : [`${name}\n${failure}`.trim()],
  skipped: [],
});

export function total(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.flatMap(({ failed }) => failed),
    skipped: counts.flatMap(({ skipped }) => skipped),
  };
}

/** Returns `N passed, N failed`, and `N skipped` if tests were skipped. */
export function countLine({ passed, failed, skipped }: Count): string {
  const line = `${passed} passed, ${failed.length} failed`;
  return skipped.length ? `${line}, ${skipped.length} skipped` : line;
}

/** Lists skipped and failed checks with reasons; ends with the count. */
export const summaryOf = (count: Count): string =>
  [
    ...list("Skipped", count.skipped),
    ...list("Failed", count.failed),
    countLine(count),
  ].join("\n");

/** Returns a heading and each entry once, with how often it occurs. */
function list(heading: string, entries: readonly string[]): string[] {
  if (!entries.length) return [];
  const lines = [...Map.groupBy(entries, (entry) => entry)].map(
    ([entry, { length }]) =>
      `  ${length > 1 ? `${length} × ` : ""}${
        entry.replaceAll("\n", "\n    ")
      }`,
  );
  return [`${heading}:`, ...lines, ""];
}
