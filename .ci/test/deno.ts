/**
 * Runs Deno's own checks and tests, and counts them.
 *
 * @module
 */
import { run } from "../command.ts";
import { type Count, countOf } from "./count.ts";
import { readReport } from "./junit.ts";

/** Reports and logs of the last run, by the name of the part. */
const FOLDER = ".cache/test";

/** Lines of a log that are repeated if no test failed, but the run did. */
const LAST_LINES = 30;

/** Runs a command of Deno as one check. */
export async function check(name: string, args: string[]): Promise<Count> {
  const command = { command: Deno.execPath(), args, env: { NO_COLOR: "1" } };
  const { success, output } = await run(command);
  return countOf(name, success ? undefined : output);
}

/**
 * Runs tests with all permissions; their output goes to a log.
 *
 * @param args files, folders and options of `deno test`
 */
export async function test(name: string, args: readonly string[]) {
  const path = `${FOLDER}/${name.replaceAll(/\W+/g, "-")}`;
  const [log, report] = [`${path}.log`, `${path}.xml`];
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(report, "");
  const success = await runWithLog(log, [
    ...["test", "--allow-all", "--no-check", `--junit-path=${report}`],
    ...args,
  ]);
  const count = readReport(await Deno.readTextFile(report));
  if (success) return count;
  if (count.failed.length) return withLog(count, log);
  const lines = (await Deno.readTextFile(log)).trim().split("\n");
  const reason = lines.slice(-LAST_LINES).join("\n");
  return { ...count, failed: [`${name}: a module fails\n${reason}`] };
}

const withLog = ({ failed, ...count }: Count, log: string): Count => ({
  ...count,
  failed: [...failed.slice(0, -1), `${failed.at(-1)}\nOutput: ${log}`],
});

/** Runs Deno and writes all its output to a file as it comes. @return whether it succeeded */
async function runWithLog(log: string, args: string[]): Promise<boolean> {
  const script = 'log=$1; shift; exec "$@" >"$log" 2>&1';
  const { success } = await run({
    command: "sh",
    args: ["-c", script, "sh", log, Deno.execPath(), ...args],
  });
  return success;
}
