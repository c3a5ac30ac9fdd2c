/**
 * What was found in a picture, in words.
 *
 * @module
 */

const HEAD = "Detected Objects:";
const NOTHING = "None";

const capitalized = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Counts the objects of each class: `Detected Objects:`, and then
 * `Class: count` a line, the most frequent class first.
 *
 * @param classes the class of each object
 */
export function summarize(classes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of classes) counts.set(name, (counts.get(name) ?? 0) + 1);
  const lines = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${capitalized(name)}: ${count}`);
  return [HEAD, ...lines.length > 0 ? lines : [NOTHING]].join("\n");
}
