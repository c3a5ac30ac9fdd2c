const HEAD = "Detected Objects:";
const NOTHING = "None";

const capitalized = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Returns a line `Class: count` for each class, the most frequent first.
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

/** Returns `Detected Objects:`, followed by the lines of {@linkcode countObjects}. */
export function summarize(classes: readonly string[]): string {
  const lines = countObjects(classes);
  return [HEAD, ...lines.length > 0 ? lines : [NOTHING]].join("\n");
}
