/**
 * Finds the modules and files that a source refers to.
 *
 * @module
 */
import { posix } from "node:path";

/** A mention of another module or file in a source. */
export interface Reference {
  /** The path from the repository's root, or the name of a package. */
  readonly target: string;
  /** The names that the import statement binds; empty for `import(…)` and `new URL(…)`. */
  readonly names: readonly string[];
}

/** The text by its path from the repository's root. */
export type Sources = Readonly<Record<string, string>>;

const STATEMENT =
  /^(?:import|export)\s+(?:(?<names>[^;"'()]*?)\s*from\s+)?"(?<specifier>[^"]+)"/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*"(?<specifier>[^"]+)"/g;
const FILE_URL =
  /\bnew URL\(\s*"(?<specifier>\.?[^":]+)",\s*import\.meta\.url/g;

/**
 * Lists the static and dynamic imports of a source, types included, and its
 * `new URL("…", import.meta.url)`: workers, programs and data.
 *
 * @param path of the source, from the repository's root
 * @param aliases the local modules of the import map, by their specifiers
 */
export function referencesIn(
  path: string,
  text: string,
  aliases: Readonly<Record<string, string>> = {},
): Reference[] {
  const folder = posix.dirname(path);
  const references: Reference[] = [];
  for (const pattern of [STATEMENT, DYNAMIC_IMPORT, FILE_URL]) {
    for (const { groups } of text.matchAll(pattern)) {
      const { specifier = "", names = "" } = groups ?? {};
      const isPath = specifier.startsWith(".") || pattern === FILE_URL;
      references.push({
        target: isPath
          ? posix.join(folder, specifier)
          : aliases[specifier] ?? specifier,
        names: names.match(/\w+/g) ?? [],
      });
    }
  }
  return references;
}
