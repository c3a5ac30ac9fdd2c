/**
 * Reads the report that `deno test --junit-path` writes.
 *
 * @module
 */
import type { Count } from "./count.ts";

/** Our tests end their names with the reason why they are skipped. */
const SKIP_REASON = /\(ignored: (.*)\)$/;

/** Lines of an error that are repeated at the end of the run. */
const MAX_ERROR_LINES = 20;

/** Counts the tests and steps of a report. */
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
    if (failure) {
      failed.push([name, ...errorLines(failure[2] ?? "")].join("\n"));
    } else if (result.includes("<skipped")) {
      skipped.push(name.match(SKIP_REASON)?.[1] ?? name);
    } else passed++;
  }
  return { passed, failed, skipped };
}

/** Returns the first lines of an error and its stack, without frames inside Deno. */
const errorLines = (error: string): string[] =>
  unescape(error).split("\n")
    .filter((line) => line.trim() && !line.includes("(ext:"))
    .slice(0, MAX_ERROR_LINES);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const unescape = (text: string): string =>
  text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
