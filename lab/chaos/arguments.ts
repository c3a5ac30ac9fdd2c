/**
 * The command line of `deno task chaos`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { Faults } from "../aws/network/faults.ts";
import { UsageError } from "../../shared/command_line/options.ts";

export const CHAOS_HELP =
  `Sends jobs, messages, albums and poison to two bots and two workers, kills
them with SIGKILL, and disturbs their way to AWS (which is moto, on this
machine). Then waits in calm until all is done, and counts: what was lost, what
was answered twice, what lies on the dead letters. Ends with 1 when that is not
as it has to be.

  deno task chaos [--seed 1] [--jobs 1000] [--updates 300] …

  --seed N           what is sent, the faults of each service's calls in their
                     order, whom to kill when; default another at each run. How
                     quick the machine is, is not part of it: what a kill meets
                     differs from run to run
  --jobs N           jobs of other producers, default 1000
  --updates N        updates that a person's messages make, default 300
  --kill-every S     seconds from one kill to the next, in the mean, default 2

Of the calls to AWS, as parts of 1:
  --broken-before P  the connection ends before the call is there, default 0.02
  --broken-after P   the call is carried out, and the connection ends before the
                     answer, default 0.02
  --silent P         the call is carried out, and the answer never comes, default 0.003
  --failed P         answered with 500 or 503 in AWS's stead, default 0.03
  --latency MS       the longest that a call is held up, default 40

  --out FILE         writes the result as JSON
  --help             this text

The logs of the services are kept in .polybot/chaos until the next run.`;

export interface ChaosArguments {
  readonly seed: number;
  readonly jobs: number;
  readonly updates: number;
  readonly killEvery: number;
  readonly faults: Faults;
  readonly out: string | undefined;
}

/** How often each fault happens where nothing else is said. */
export const FAULTS = {
  brokenBefore: 0.02,
  brokenAfter: 0.02,
  silent: 0.003,
  failed: 0.03,
  latency: 40,
} as const;

const OPTIONS = [
  "seed",
  "jobs",
  "updates",
  "kill-every",
  "broken-before",
  "broken-after",
  "silent",
  "failed",
  "latency",
  "out",
] as const;
type Option = typeof OPTIONS[number];

/**
 * Reads the arguments.
 *
 * @throws {UsageError} when one is unknown, or its value is not of its kind
 */
export function readChaosArguments(args: string[]): ChaosArguments {
  const given = parse(args);

  function number(name: Option, standard: number, fits: Fits): number {
    const text = given[name];
    const value = text === undefined ? standard : Number(text);
    if (text?.trim() !== "" && fits.test(value)) return value;
    throw new UsageError(
      `Cannot begin as '--${name}' must be ${fits.words}: current value is '${text}'`,
    );
  }

  const faults = {
    brokenBefore: number("broken-before", FAULTS.brokenBefore, PART),
    brokenAfter: number("broken-after", FAULTS.brokenAfter, PART),
    silent: number("silent", FAULTS.silent, PART),
    failed: number("failed", FAULTS.failed, PART),
  };
  const disturbed = Object.values(faults).reduce((a, b) => a + b, 0);
  if (disturbed > MOST_DISTURBED) {
    throw new UsageError(
      `Cannot begin as at most ${MOST_DISTURBED} of all calls may be disturbed, or no service would start: current value is ${disturbed}`,
    );
  }
  return {
    seed: number("seed", Math.floor(Math.random() * 1e6), WHOLE),
    jobs: number("jobs", 1000, WHOLE),
    updates: number("updates", 300, WHOLE),
    killEvery: number("kill-every", 2, POSITIVE),
    faults: {
      ...faults,
      latency: number("latency", FAULTS.latency, NOT_BELOW),
    },
    out: given.out,
  };
}

/** Of all calls, as a part of 1. */
const MOST_DISTURBED = 0.3;

interface Fits {
  readonly words: string;
  test(value: number): boolean;
}
const WHOLE: Fits = {
  words: "a whole number",
  test: (value) => Number.isSafeInteger(value) && value >= 0,
};
const POSITIVE: Fits = {
  words: "a number above 0",
  test: (value) => Number.isFinite(value) && value > 0,
};
const NOT_BELOW: Fits = {
  words: "a number not below 0",
  test: (value) => Number.isFinite(value) && value >= 0,
};
const PART: Fits = {
  words: "a number from 0 to 1",
  test: (value) => value >= 0 && value <= 1,
};

function parse(args: string[]): Partial<Record<Option, string>> {
  try {
    return parseArgs({
      args,
      options: Object.fromEntries(
        OPTIONS.map((name) => [name, { type: "string" } as const]),
      ),
    }).values;
  } catch (error) {
    throw new UsageError(
      `${
        (error as Error).message
      }. 'deno task chaos --help' says what there is`,
    );
  }
}
