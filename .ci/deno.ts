/**
 * Runs Deno's own checks and tests, with their output going straight through.
 *
 * @module
 */
import { type Count, countOf } from "./count.ts";
import { readReport } from "./junit.ts";

/** @return whether it ended well */
async function deno(...args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), { args })
    .spawn().status;
  return success;
}

/** One check, as a line of the counts. */
export async function check(name: string, ...args: string[]): Promise<Count> {
  console.log(`\n── ${name}`);
  return countOf(name, await deno(...args));
}

/**
 * Runs tests.
 *
 * @param name also that of the report, in `.cache`
 * @param args files and folders, and further options of `deno test`
 */
export async function test(name: string, ...args: string[]): Promise<Count> {
  console.log(`\n── ${name}`);
  const report = `.cache/${name.replaceAll(" ", "-")}.xml`;
  await Deno.mkdir(".cache", { recursive: true });
  await Deno.remove(report).catch(() => {});
  const passed = await deno(
    "test",
    "--allow-all",
    "--no-check",
    `--junit-path=${report}`,
    ...args,
  );
  const count = readReport(await Deno.readTextFile(report).catch(() => ""));
  if (passed || count.failed.length) return count;
  return { ...count, failed: [`${name}: a module that does not load`] };
}
