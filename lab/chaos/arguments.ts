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

/** Largest share of all calls that may be disturbed. */
const MAX_DISTURBED = 0.3;

/** Shares of calls that are disturbed, and the longest delay in milliseconds, by default. */
export const FAULTS = {
  brokenBefore: 0.02,
  brokenAfter: 0.02,
  silent: 0.003,
  failed: 0.03,
  latency: 40,
} as const;

const whole = (option: string) =>
  numberOf(
    option,
    "be a whole number",
    (value) => Number.isSafeInteger(value) && value >= 0,
  );
const share = (option: string) =>
  numberOf(
    option,
    "be a number from 0 to 1",
    (value) => value >= 0 && value <= 1,
  );

export const COMMAND = createCommand(
  "deno task chaos",
  "Sends jobs, messages, albums and invalid messages to two bots and two workers, kills them with SIGKILL, and disturbs their connection to AWS (moto, on this machine). Then waits until all work is done, and counts what was lost, what was answered twice, and what was dead-lettered. Exits with 1 when these counts are not as they must be.",
)
  .option(
    "--seed <n>",
    "decides what is sent, the faults of each service's calls in their order, and what is killed when; default a random one. What a kill interrupts still differs from run to run, as it depends on the machine's speed",
    whole("--seed"),
  )
  .option("--jobs <n>", "jobs of other producers", whole("--jobs"), 1000)
  .option(
    "--updates <n>",
    "updates that a user's messages make",
    whole("--updates"),
    300,
  )
  .option(
    "--kill-every <seconds>",
    "mean time between two kills",
    numberOf(
      "--kill-every",
      "be a number above 0",
      (value) => Number.isFinite(value) && value > 0,
    ),
    2,
  )
  .optionsGroup("Calls to AWS, as shares from 0 to 1:")
  .option(
    "--broken-before <share>",
    "the connection ends before the call arrives",
    share("--broken-before"),
    FAULTS.brokenBefore,
  )
  .option(
    "--broken-after <share>",
    "the call is carried out, and the connection ends before the answer",
    share("--broken-after"),
    FAULTS.brokenAfter,
  )
  .option(
    "--silent <share>",
    "the call is carried out, and the answer never comes",
    share("--silent"),
    FAULTS.silent,
  )
  .option(
    "--failed <share>",
    "answered with 500 or 503 instead of by AWS",
    share("--failed"),
    FAULTS.failed,
  )
  .option(
    "--latency <ms>",
    "the longest delay of a call",
    numberOf(
      "--latency",
      "be a number not below 0",
      (value) => Number.isFinite(value) && value >= 0,
    ),
    FAULTS.latency,
  )
  .optionsGroup("Other options:")
  .option("-o, --out <file>", "write the result to this file as JSON")
  .addHelpText(
    "after",
    "\nThe logs of the services are kept in .polybot/chaos until the next run.",
  );

export interface ChaosRequest {
  readonly seed: number;
  readonly jobs: number;
  readonly updates: number;
  /** Mean seconds between two kills. */
  readonly killEvery: number;
  readonly faults: Faults;
  readonly out: string | undefined;
}

/**
 * Checks that the arguments of {@linkcode COMMAND} go together.
 *
 * @throws {UsageError} when they do not
 */
export function readRequest(
  { options }: ArgumentsOf<typeof COMMAND>,
): ChaosRequest {
  const { jobs, updates, killEvery, out, latency, ...others } = options;
  const { seed = Math.floor(Math.random() * 1e6), ...shares } = others;
  const disturbed = Object.values(shares).reduce((a, b) => a + b, 0);
  if (disturbed > MAX_DISTURBED) {
    throw new UsageError(
      `Cannot begin: at most ${MAX_DISTURBED} of all calls may be disturbed, or no service would start: current value is ${disturbed}`,
    );
  }
  return {
    seed,
    jobs,
    updates,
    killEvery,
    out,
    faults: { ...shares, latency },
  };
}
