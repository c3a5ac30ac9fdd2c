/**
 * The command line of `load_test.ts`.
 *
 * @module
 */
import {
  type ArgumentsOf,
  createCommand,
  numberOf,
  UsageError,
  valueOf,
} from "../shared/command_line/command.ts";
import { BACKEND_HELP } from "../shared/open_backend.ts";

/** Maximum messages per second. */
const MAX_RATE = 10_000;
/** Maximum messages of one load test. */
const MAX_COUNT = 1_000_000;
/** Maximum duration and timeout, in seconds. */
const MAX_SECONDS = 24 * 60 * 60;
/** Seconds to send for when neither a duration nor a count is given. */
const DEFAULT_DURATION = 60;

const positive = (option: string, max: number) =>
  numberOf(
    option,
    `be a number above 0, at most ${max}`,
    (value) => value > 0 && value <= max,
  );

export const COMMAND = createCommand(
  "deno run -A load_test.ts",
  "Sends pictures to the identify queue, and reports how long detection took.",
)
  .option("--rate <n>", "messages per second", positive("--rate", MAX_RATE), 10)
  .option(
    "--duration <seconds>",
    `how long to send (default: ${DEFAULT_DURATION})`,
    positive("--duration", MAX_SECONDS),
  )
  .option(
    "--count <n>",
    "how many messages to send, instead of a duration",
    numberOf(
      "--count",
      `be a whole number from 1 to ${MAX_COUNT}`,
      (value) => Number.isInteger(value) && value >= 1 && value <= MAX_COUNT,
    ),
  )
  .option(
    "--images <names...>",
    "pictures that are already in the bucket, by their names below its prefix; without it, three pictures are uploaded",
  )
  .option(
    "--timeout <seconds>",
    "how long to wait for one more record once everything is sent",
    positive("--timeout", MAX_SECONDS),
    120,
  )
  .option("--asg <name>", "count the machines of this Auto Scaling group")
  .option(
    "-o, --out <file>",
    "write the report to this .json file, and a chart to the .svg file beside it",
    valueOf(
      "--out",
      "end in .json",
      (file) => /.\.json$/i.test(file) ? file : undefined,
    ),
  )
  .option(
    "--keep",
    "keep the pictures that it and the workers put into the object store; records are always kept until they expire",
  )
  .addHelpText(
    "after",
    `
No user gets a message: the jobs belong to a chat that does not exist. Ctrl-C
ends the test early, and it still reports. It exits with 1 when a message
failed or left no record.

Settings, from the environment; when neither POLYBOT_DATA nor BUCKET_NAME is
set, it uses the folder .polybot, as 'deno task start' does:
${BACKEND_HELP}

Examples:
  deno run -A load_test.ts --count 100
  deno run -A load_test.ts --rate 50 --duration 600 --asg talo-yolo5 --out scaling.json`,
  );

/** Options of a load test. */
export interface LoadTestRequest {
  /** Messages per second. */
  readonly rate: number;
  /** Total number of messages. */
  readonly count: number;
  /** Names of pictures in the bucket; empty when pictures are to be uploaded. */
  readonly images: readonly string[];
  /** Seconds to wait for one more record once everything is sent. */
  readonly timeout: number;
  /** Name of an Auto Scaling group. */
  readonly asg: string | undefined;
  /** File of the report, which ends in `.json`. */
  readonly out: string | undefined;
  /** Keeps the pictures in the object store. */
  readonly keep: boolean;
}

/**
 * Checks that the arguments of {@linkcode COMMAND} do not contradict each other.
 *
 * @throws {UsageError} when they do
 */
export function readRequest(
  { options }: ArgumentsOf<typeof COMMAND>,
): LoadTestRequest {
  const { rate, duration, count, images = [], timeout, asg, out, keep } =
    options;
  if (duration !== undefined && count !== undefined) {
    throw new UsageError("Give --duration or --count, not both");
  }
  const sends = count ??
    Math.max(1, Math.round(rate * (duration ?? DEFAULT_DURATION)));
  if (sends > MAX_COUNT) {
    throw new UsageError(
      `--rate and --duration make ${sends} messages, and at most ${MAX_COUNT} can be tracked`,
    );
  }
  return {
    rate,
    count: sends,
    images,
    timeout,
    asg,
    out,
    keep: keep === true,
  };
}
