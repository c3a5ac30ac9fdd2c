/**
 * Reads links, headings, trees and tables from Markdown.
 *
 * @module
 */

export interface Link {
  readonly text: string;
  /** Path relative to the document's folder; empty for a link within the document. */
  readonly path: string;
  readonly anchor: string;
}

const LINK = /!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;

/** Returns the links of a Markdown document that lead to the repository's own files. */
export function linksIn(markdown: string): Link[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, "");
  return [...prose.matchAll(LINK)].flatMap(([, text = "", target = ""]) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = "", anchor = ""] = target.split("#");
    return [{ text, path, anchor }];
  });
}

/** Returns the anchors of a document's headings, as GitHub makes them. */
export function anchorsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-")
  );
}

/** Returns the text below a heading, up to the next heading of the same or a higher level. */
export function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split("\n");
  const first = lines.findIndex((line) => line.replace(/^#+ /, "") === heading);
  if (first < 0) {
    throw new RangeError(
      `Cannot find the section: no heading is '${heading}'`,
    );
  }
  const level = lines[first]?.match(/^#+/)?.[0].length ?? 1;
  const length = lines.slice(first + 1).findIndex((line) =>
    (line.match(/^#+(?= )/)?.[0].length ?? Infinity) <= level
  );
  return lines.slice(first + 1, length < 0 ? undefined : first + 1 + length)
    .join("\n");
}

/** Returns the paths of a tree drawn with two spaces of indentation per level: `name   description`. */
export function pathsOfTree(section: string): string[] {
  const [, tree = ""] = section.match(/^```\w*\n([\s\S]*?)^```/m) ?? [];
  const parents: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, indent = "", entries = ""] =
      line.match(/^((?: {2})*)(\S+(?: \S+)*)/) ?? [];
    // a longer indentation continues the description of the line above
    const depth = indent.length / 2;
    if (!entries || depth > parents.length) return [];
    parents.length = depth;
    const names = entries.split(" ");
    parents.push(names[0] ?? "");
    const folder = parents.slice(0, depth).join("");
    return names.map((name) => folder + name);
  });
}

/** Tells whether source code or YAML defines a name: a constant, a property, a variable. */
export const defines = (source: string, name: string): boolean =>
  new RegExp(`^\\s*(export )?(const )?"?${name}"?( as const)?\\s*[:=]`, "m")
    .test(source);
