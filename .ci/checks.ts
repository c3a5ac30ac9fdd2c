/**
 * Every check, in order: format, lint, types, tests. Installs what they need.
 * The last line counts: `N passed, N failed, N skipped`.
 *
 * @module
 */
import { ensureAnsibles } from "./ansible.ts";
import { ensureChromium } from "./chromium.ts";
import { ensureHosts } from "./hosts.ts";
import { ensureDenort } from "./denort.ts";
import { ensureMoto } from "./moto.ts";

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const REPORT = ".cache/tests.xml";

/** Runs deno with the output going straight through. @return whether it ended well */
async function deno(...args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), { args })
    .spawn().status;
  return success;
}

async function check(name: string, ...args: string[]): Promise<Count> {
  console.log(`\n── ${name}`);
  const passed = await deno(...args);
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

async function test(filters: readonly string[]): Promise<Count> {
  console.log("\n── tests");
  await Deno.mkdir(".cache", { recursive: true });
  await Deno.remove(REPORT).catch(() => {});
  const passed = await deno(
    "test",
    "--allow-all",
    "--no-check",
    `--junit-path=${REPORT}`,
    ...filters,
  );
  const count = await readReport();
  // a module that does not load is in no report
  if (!passed && !count.failed) count.failed = 1;
  return count;
}

/** Adds up the suites of a JUnit report. */
async function readReport(): Promise<Count> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const report = await Deno.readTextFile(REPORT).catch(() => "");
  for (const [suite] of report.matchAll(/<testsuite [^>]*>/g)) {
    const number = (name: string) =>
      Number(suite.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0);
    const failed = number("failures") + number("errors");
    count.failed += failed;
    count.skipped += number("disabled") + number("skipped");
    count.passed += number("tests") - failed - number("disabled") -
      number("skipped");
  }
  return count;
}

await ensureChromium();
await ensureMoto();
await ensureAnsibles();
await ensureHosts();
await ensureDenort();
const counts = [
  await check("format", "fmt", "--check", "--quiet"),
  await check("lint", "lint", "--quiet"),
  await check("types", "check", "--quiet"),
  await test(Deno.args),
];
const total = counts.reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
}));
console.log(
  `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
);
Deno.exit(total.failed ? 1 : 0);
