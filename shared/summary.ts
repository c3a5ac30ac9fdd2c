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
 * Counts the objects of each class, as `Class: count`, the most frequent class
 * first.
 *
 * @param classes the class of each object
 */
export function countObjects(classes: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of classes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${capitalized(name)}: ${count}`);
}

/** `Detected Objects:`, and then what {@linkcode countObjects} gives, a line each. */
export function summarize(classes: readonly string[]): string {
  const lines = countObjects(classes);
  return [HEAD, ...lines.length > 0 ? lines : [NOTHING]].join("\n");
}
