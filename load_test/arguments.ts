/**
 * The command line of `load_test.ts`.
 *
 * @module
 */
import { BACKEND_HELP } from "../shared/open_backend.ts";
import { parseOptions, UsageError } from "../shared/command_line/options.ts";

export const HELP =
  `Sends pictures to the identify queue, and reports how soon they were looked at.

  deno run -A load_test.ts [--rate N] [--duration SECONDS | --count N]
                           [--images NAME…] [--timeout SECONDS] [--asg NAME]
                           [--out FILE.json] [--keep]

  --rate N            messages a second, default 10
  --duration SECONDS  how long to send, default 60
  --count N           how many messages to send, in place of a duration
  --images NAME…      pictures that are in the bucket already, by their names
                      below its prefix; without it, three pictures are uploaded
  --timeout SECONDS   how long to wait for one more record once all is sent,
                      default 120
  --asg NAME          counts the machines of this Auto Scaling group
  --out FILE.json     writes the report there, and a chart beside it: FILE.svg
  --keep              leaves the pictures in the store that it and the workers
                      put there; the records stay in any case until they expire
  --help              this text

No chat is bothered: the messages are of a chat that does not exist. Ctrl-C
ends it early, and it still reports. It ends with 1 when a message failed or
has left no record.

Settings, from the environment; where there is neither POLYBOT_DATA nor
BUCKET_NAME it takes the folder .polybot, where 'deno task start' works:
${BACKEND_HELP}

Examples:
  deno run -A load_test.ts --count 100
  deno run -A load_test.ts --rate 50 --duration 600 --asg talo-yolo5 --out scaling.json`;

/** What is asked for. */
export interface Request {
  /** Messages a second. */
  readonly rate: number;
  /** Messages in all. */
  readonly count: number;
  /** Names of pictures in the bucket; none where pictures are to be uploaded. */
  readonly images: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  /** The name of an Auto Scaling group. */
  readonly asg: string | undefined;
  /** The report's file; it ends in `.json`. */
  readonly out: string | undefined;
  readonly keep: boolean;
}

const MAX_RATE = 10_000;
const MAX_COUNT = 1_000_000;
const MAX_SECONDS = 24 * 60 * 60;

/** A number above 0 from text. */
function positive(name: string, text: string, max: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && value <= max) return value;
  throw new UsageError(
    `--${name} must be a number above 0, at most ${max}: current value is '${text}'`,
  );
}

function wholeCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text) && Number(text) <= MAX_COUNT) {
    return Number(text);
  }
  throw new UsageError(
    `--count must be a whole number from 1 to ${MAX_COUNT}: current value is '${text}'`,
  );
}

/**
 * Reads the arguments.
 *
 * @throws {UsageError} when they make no sense, alone or together
 */
export function readArguments(args: string[]): Request | "help" {
  const { values, positionals } = parseOptions({
    args,
    allowPositionals: true,
    options: {
      rate: { type: "string", default: "10" },
      duration: { type: "string" },
      count: { type: "string" },
      images: { type: "string", multiple: true, default: [] },
      timeout: { type: "string", default: "120" },
      asg: { type: "string" },
      out: { type: "string", short: "o" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  const { asg, out, keep, duration, count } = values;
  const [first] = positionals;
  if (first !== undefined && values.images.length === 0) {
    throw new UsageError(`'${first}' is no option: names follow --images`);
  }
  if (duration !== undefined && count !== undefined) {
    throw new UsageError("Give --duration or --count, not both");
  }
  if (out !== undefined && !/.\.json$/i.test(out)) {
    throw new UsageError(`--out must end in .json: current value is '${out}'`);
  }
  const rate = positive("rate", values.rate, MAX_RATE);
  const seconds = positive("duration", duration ?? "60", MAX_SECONDS);
  const sends = count === undefined
    ? Math.max(1, Math.round(rate * seconds))
    : wholeCount(count);
  if (sends > MAX_COUNT) {
    throw new UsageError(
      `--rate and --duration make ${sends} messages, and at most ${MAX_COUNT} can be followed`,
    );
  }
  return {
    rate,
    count: sends,
    images: [...values.images, ...positionals],
    timeout: positive("timeout", values.timeout, MAX_SECONDS),
    asg,
    out,
    keep,
  };
}
