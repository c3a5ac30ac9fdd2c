/**
 * What the checks add up to, and the lines that say so.
 *
 * @module
 */

/** How checks ended. */
export interface Count {
  readonly passed: number;
  /** The names of those that failed; further lines say why, where that is known. */
  readonly failed: readonly string[];
  /** Why those were skipped that could not run: a reason, or else the name, each. */
  readonly skipped: readonly string[];
}

/** The count of one check that ran. */
export const countOf = (name: string, passed: boolean): Count => ({
  passed: Number(passed),
  failed: passed ? [] : [name],
  skipped: [],
});

export function total(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.flatMap(({ failed }) => failed),
    skipped: counts.flatMap(({ skipped }) => skipped),
  };
}

/** What was skipped, why, and what failed; the last line is `N passed, N failed, N skipped`. */
export function summaryOf({ passed, failed, skipped }: Count): string {
  const lines = [
    ...list("Skipped", skipped),
    ...list("Failed", failed),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
  return lines.join("\n");
}

/** A heading and each sentence once, with how often where it is more. */
function list(heading: string, sentences: readonly string[]): string[] {
  if (!sentences.length) return [];
  const lines = [...Map.groupBy(sentences, (sentence) => sentence)].map(
    ([sentence, { length }]) =>
      `  ${length > 1 ? `${length} × ` : ""}${
        sentence.replaceAll("\n", "\n    ")
      }`,
  );
  return [`${heading}:`, ...lines, ""];
}
