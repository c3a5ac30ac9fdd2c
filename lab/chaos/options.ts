/**
 * The command line of `deno task chaos`.
 *
 * @module
 */
import {
  type ArgumentsOf,
  createCommand,
  numberOf,
  UsageError,
} from "../../shared/command_line/command.ts";
import type { Faults } from "../aws/network/faults.ts";

/** Default probability of each fault, and default longest latency in milliseconds. */
export const FAULTS = {
  brokenBefore: 0.02,
  brokenAfter: 0.02,
  silent: 0.003,
  failed: 0.03,
  latency: 40,
} as const;

/** The largest part of all calls that may be disturbed: with more, no service would start. */
const MAX_DISTURBED = 0.3;

const count = (option: string) =>
  numberOf(
    option,
    "be a whole number",
    (n) => Number.isSafeInteger(n) && n >= 0,
  );
const share = (option: string) =>
  numberOf(option, "be a number from 0 to 1", (n) => n >= 0 && n <= 1);
const seconds = numberOf(
  "--kill-every",
  "be a number above 0",
  (n) => n > 0 && n < Infinity,
);
const milliseconds = numberOf(
  "--latency",
  "be a number not below 0",
  (n) => n >= 0 && n < Infinity,
);

export const COMMAND = createCommand(
  "deno task chaos",
  "Sends jobs, messages, albums and poison to two bots and two workers, kills them with SIGKILL, and disturbs their calls to AWS (moto, on this machine). Then waits without faults until everything is done, and reports what was lost, what was answered twice and what was dead-lettered. Exits with 1 if anything is wrong.",
)
  .option(
    "--seed <n>",
    "decides what is sent, which calls of each service are disturbed, and which service is killed when; random by default. What a kill interrupts still differs from run to run, as it depends on the machine's speed",
    count("--seed"),
  )
  .option("--jobs <n>", "jobs of other producers", count("--jobs"), 1000)
  .option(
    "--updates <n>",
    "updates that the user's messages make",
    count("--updates"),
    300,
  )
  .option("--kill-every <s>", "average seconds between two kills", seconds, 2)
  .optionsGroup("Calls to AWS, as shares from 0 to 1:")
  .option(
    "--broken-before <share>",
    "the connection breaks before the call arrives",
    share("--broken-before"),
    FAULTS.brokenBefore,
  )
  .option(
    "--broken-after <share>",
    "the call is executed, and the connection breaks before the answer",
    share("--broken-after"),
    FAULTS.brokenAfter,
  )
  .option(
    "--silent <share>",
    "the call is executed, and the answer never comes",
    share("--silent"),
    FAULTS.silent,
  )
  .option(
    "--failed <share>",
    "answered with 500 or 503 in place of AWS",
    share("--failed"),
    FAULTS.failed,
  )
  .option(
    "--latency <ms>",
    "longest delay of a call",
    milliseconds,
    FAULTS.latency,
  )
  .optionsGroup("Other options:")
  .option("-o, --out <file>", "write the result to this file as JSON")
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
  const faults: Faults = { ...shares, latency };
  return { seed, jobs, updates, killEvery, faults, out };
}

/** Options of a run. */
export interface ChaosOptions
  extends Omit<ReturnType<typeof readOptions>, "out"> {
  /** The folder of the logs. */
  readonly directory: string;
  /** Receives a progress report now and then. */
  readonly report: (sentence: string) => void;
}
