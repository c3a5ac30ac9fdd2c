/**
 * Reads the report that `deno test --junit-path` writes.
 *
 * @module
 */
import type { Count } from "./count.ts";

/** How a test of ours says in its name why it is skipped. */
const REASON = /\(ignored: (.*)\)$/;
/** Lines of what a test failed with that are worth repeating. */
const LINES = 20;

/** Counts the tests and their steps of a JUnit report; those that failed with what they failed of. */
export function readReport(report: string): Count {
  let passed = 0;
  const failed: string[] = [];
  const skipped: string[] = [];
  const cases = report.matchAll(
    /<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g,
  );
  for (const [, escaped = "", result = ""] of cases) {
    const name = unescape(escaped);
    const failure = result.match(/<(failure|error)\b[^>]*>([\s\S]*)<\/\1>/);
    if (failure) failed.push([name, ...linesOf(failure[2] ?? "")].join("\n"));
    else if (result.includes("<skipped")) {
      skipped.push(name.match(REASON)?.[1] ?? name);
    } else passed++;
  }
  return { passed, failed, skipped };
}

/** The first lines of an error and where it came from, without those of Deno itself. */
const linesOf = (error: string): string[] =>
  unescape(error).split("\n")
    .filter((line) => line.trim() && !line.includes("(ext:"))
    .slice(0, LINES);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const unescape = (text: string): string =>
  text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
