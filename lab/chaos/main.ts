/**
 * Entry point of `deno task chaos`: kills services and disturbs their calls
 * while they work, and reports what was lost or answered twice.
 *
 * @module
 */
import { join } from "node:path";
import {
  type ArgumentsOf,
  createCommand,
  EXIT,
  numberOf,
  runCommand,
  UsageError,
} from "../../shared/command_line/command.ts";
import { ensurePython } from "../aws/moto/python.ts";
import { ProcessError } from "../processes/running_process.ts";
import { describeResult, isGood } from "./report.ts";
import { runChaos } from "./run.ts";

/** The folder of the logs. */
const DIRECTORY = join(".polybot", "chaos");

/** Exit code that shells use for an interrupted program. */
const INTERRUPTED = 130;

/** The largest part of all calls that may be disturbed: with more, no service would start. */
const MAX_DISTURBED = 0.3;

/** Returns a function that makes the arguments of commander's `.option()` for a number. */
const number =
  (rule: string, accepts: (value: number) => boolean) =>
  <const Name extends string, Default extends number | undefined>(
    name: Name,
    description: string,
    value: Default,
  ) =>
    [`${name} <n>`, description, numberOf(name, rule, accepts), value] as const;

const count = number(
  "be a whole number",
  (n) => Number.isSafeInteger(n) && n >= 0,
);
const share = number("be a number from 0 to 1", (n) => n >= 0 && n <= 1);
const seconds = number("be a number above 0", (n) => n > 0 && n < Infinity);
const delay = number("be a number not below 0", (n) => n >= 0 && n < Infinity);

export const COMMAND = createCommand(
  "deno task chaos",
  "Sends jobs, messages, albums and poison to two bots and two workers, kills them with SIGKILL, and disturbs their calls to AWS (moto, on this machine). Then waits without faults until everything is done, and reports what was lost, what was answered twice and what was dead-lettered. Exits with 1 if anything is wrong.",
)
  .option(...count(
    "--seed",
    "decides what is sent, which calls of each service are disturbed, and which service is killed when; random by default. What a kill interrupts still differs from run to run, as it depends on the machine's speed",
    undefined,
  ))
  .option(...count("--jobs", "jobs of other producers", 1000))
  .option(...count("--updates", "updates that the user's messages make", 300))
  .option(...seconds("--kill-every", "average seconds between two kills", 2))
  .option(...delay("--latency", "longest delay of a call in milliseconds", 40))
  .option("-o, --out <file>", "write the result to this file as JSON")
  .optionsGroup("Shares of the calls to AWS, from 0 to 1, that are")
  .option(...share("--broken-before", "broken off before they arrive", 0.02))
  .option(...share("--broken-after", "executed, and then broken off", 0.02))
  .option(...share("--silent", "executed, and never answered", 0.003))
  .option(...share("--failed", "answered with 500 or 503", 0.03))
  .addHelpText(
    "after",
    "\nThe services' logs are kept in .polybot/chaos until the next run.",
  );

/**
 * Turns the arguments of {@linkcode COMMAND} into options of a run.
 *
 * @throws {UsageError} when too many calls would be disturbed
 */
export function readOptions({ options }: ArgumentsOf<typeof COMMAND>) {
  const { jobs, updates, killEvery, out, latency, ...others } = options;
  const { seed = Math.floor(Math.random() * 1e6), ...shares } = others;
  const disturbed = Object.values(shares).reduce((a, b) => a + b, 0);
  if (disturbed > MAX_DISTURBED) {
    throw new UsageError(
      `Cannot start: at most ${MAX_DISTURBED} of all calls may be disturbed, or no service would start; current value is ${disturbed}`,
    );
  }
  return {
    seed,
    jobs,
    updates,
    killEvery,
    faults: { ...shares, latency },
    out,
  };
}

async function start(args: ArgumentsOf<typeof COMMAND>): Promise<number> {
  const { out, ...options } = readOptions(args);
  const missing = await ensurePython();
  if (missing) {
    throw new UsageError(
      `Cannot start: moto cannot be installed, ${missing}. Set POLYBOT_PYTHON to a Python that has it`,
    );
  }
  await Deno.remove(DIRECTORY, { recursive: true }).catch(() => {});
  // Deno.exit() ends the services too; dying of the signal would not
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => Deno.exit(INTERRUPTED));
  }
  const report = (sentence: string) => console.error(sentence);
  const result = await runChaos({ ...options, directory: DIRECTORY, report });
  console.log(`\n${describeResult(result)}`);
  if (out) await Deno.writeTextFile(out, JSON.stringify(result, null, 2));
  return isGood(result) ? EXIT.ok : EXIT.failed;
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [UsageError, ProcessError],
    run: start,
  });
}
