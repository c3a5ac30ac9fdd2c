import { assertEquals, assertThrows } from "@std/assert";
import {
  anchorsIn,
  defines,
  linksIn,
  pathsOfTree,
  sectionOf,
} from "./markdown.ts";

Deno.test("linksIn() returns local links with their anchors, outside of code blocks", () => {
  const markdown =
    "[a](b.ts#c), [`NAME`](d.yaml), [web](https://example.com), ![picture [1]](e.png)\n```\n[code](f.ts)\n```\n[here](#top)";
  assertEquals(linksIn(markdown), [
    { text: "a", path: "b.ts", anchor: "c" },
    { text: "`NAME`", path: "d.yaml", anchor: "" },
    { text: "picture [1]", path: "e.png", anchor: "" },
    { text: "here", path: "", anchor: "top" },
  ]);
});

Deno.test("anchorsIn() forms anchors as GitHub does", () => {
  assertEquals(anchorsIn("# Day by day\ntext\n## What's new? (2026)"), [
    "day-by-day",
    "whats-new-2026",
  ]);
});

Deno.test("sectionOf() ends at the next heading that isn't below the section's own", () => {
  const markdown = "# A\n## B\none\n### C\ntwo\n## D\nthree";
  assertEquals(sectionOf(markdown, "B"), "one\n### C\ntwo");
  assertEquals(sectionOf(markdown, "D"), "three");
  assertThrows(() => sectionOf(markdown, "E"), RangeError, "'E'");
});

Deno.test("pathsOfTree() joins indented names, and passes over continued descriptions", () => {
  const section =
    "```\na/           first\n  b.ts c.ts  two files\n  d/         a folder\n             with more words\n    e.ts     deep\nf.ts         last\n```";
  assertEquals(pathsOfTree(section), [
    "a/",
    "a/b.ts",
    "a/c.ts",
    "a/d/",
    "a/d/e.ts",
    "f.ts",
  ]);
});

Deno.test("defines() finds constants, properties and YAML variables by their whole name", () => {
  assertEquals(defines("export const LIMIT = 4;", "LIMIT"), true);
  assertEquals(defines("const LIMIT: number = 4;", "LIMIT"), true);
  assertEquals(defines("  drain: 22,", "drain"), true);
  assertEquals(defines("images_days: 7", "images_days"), true);
  assertEquals(defines("export const LIMITS = 4;", "LIMIT"), false);
  assertEquals(defines("use(LIMIT);", "LIMIT"), false);
});
