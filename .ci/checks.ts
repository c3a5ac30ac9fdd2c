/**
 * Every check: format, lint, types and the services' tests; beside them, in a
 * process of their own, linters and tests of the operations, whose output
 * follows. Installs what they need. The last line counts:
 * `N passed, N failed, N skipped`.
 *
 * @module
 */
import { ensureChromium } from "./chromium.ts";
import { type Count, countOf, summaryOf, total } from "./count.ts";
import { check, test } from "./deno.ts";
import { holdProcess } from "./held_process.ts";
import { lanesOf } from "./lanes.ts";
import { ensureMoto } from "./moto.ts";

const OPERATIONS_COUNT = ".cache/operations.json";

await ensureChromium();
await ensureMoto();

const { services, operations } = lanesOf(Deno.args);
await Deno.mkdir(".cache", { recursive: true });
await Deno.remove(OPERATIONS_COUNT).catch(() => {});
using held = operations && holdProcess(Deno.execPath(), [
  ...["run", "--allow-run", "--allow-read", "--allow-write"],
  ...["--allow-env", "--allow-sys=uid,homedir", ".ci/operations.ts"],
  ...[OPERATIONS_COUNT, ...operations],
]);
const counts = [
  await check("format", "fmt", "--check", "--quiet"),
  await check("lint", "lint", "--quiet"),
  await check("types", "check", "--quiet"),
];
if (services) counts.push(await test("tests of the services", ...services));
if (held) {
  console.log("\n── The operations, which ran beside these");
  await held.show();
  counts.push(await readOperationsCount());
}

const count = total(counts);
console.log(`\n${summaryOf(count)}`);
Deno.exit(count.failed.length ? 1 : 0);

/** What the checks of the operations came to; where they ended before they could say, that is a failure. */
async function readOperationsCount(): Promise<Count> {
  try {
    return JSON.parse(await Deno.readTextFile(OPERATIONS_COUNT));
  } catch {
    return countOf("the operations' checks did not end", false);
  }
}
