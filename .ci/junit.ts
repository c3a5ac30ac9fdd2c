/**
 * Reads the report that `deno test --junit-path` writes.
 *
 * @module
 */
import type { Count } from "./count.ts";

/** How a test of ours says in its name why it is skipped. */
const REASON = /\(ignored: (.*)\)$/;

/** Counts the tests and their steps of a JUnit report. */
export function readReport(report: string): Count {
  let passed = 0;
  const failed: string[] = [];
  const skipped: string[] = [];
  const cases = report.matchAll(
    /<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g,
  );
  for (const [, escaped = "", result = ""] of cases) {
    const name = unescape(escaped);
    if (/<(failure|error)\b/.test(result)) failed.push(name);
    else if (result.includes("<skipped")) {
      skipped.push(name.match(REASON)?.[1] ?? name);
    } else passed++;
  }
  return { passed, failed, skipped };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const unescape = (text: string): string =>
  text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
