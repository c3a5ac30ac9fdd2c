/**
 * Finds the correct spelling of misspelt words.
 *
 * @module
 */

/**
 * Returns up to `count` candidates that differ from `word` in the fewest
 * letters, nearest first: in at most a third of their letters, or in one if
 * they are short.
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  count: number,
): string[] {
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(candidate.length / 3));
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = editDistance(word, candidate);
    if (distance <= allowed) near.push({ candidate, distance });
  }
  return near.sort((a, b) => a.distance - b.distance)
    .slice(0, count).map(({ candidate }) => candidate);
}

/**
 * Counts the letters that must be added, removed, replaced or swapped with their
 * neighbour to turn one word into the other (optimal string alignment).
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let distance = Math.min(
        last[j]! + 1,
        row[j - 1]! + 1,
        last[j - 1]! + (same ? 0 : 1),
      );
      if (
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      ) {
        distance = Math.min(distance, beforeLast[j - 2]! + 1);
      }
      row.push(distance);
    }
    [beforeLast, last] = [last, row];
  }
  return last[to.length]!;
}
