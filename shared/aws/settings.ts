import { z } from "zod";
import {
  IDENTIFY_QUEUE,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "../queue_settings.ts";

const QUEUE = "([A-Za-z0-9_-]{1,75})";

/** Returns the schema of a queue's name, or of its URL, which ends with the name. */
const queue = (ending: "" | ".fifo", message: string) =>
  z.string().regex(
    new RegExp(`^(https?://[^\\s?#]+/)?${QUEUE}${ending.replace(".", "\\.")}$`),
    message,
  );

const standardQueue = queue(
  "",
  "must be the name or the URL of a standard queue, not of a FIFO one",
);

const table = z.string().regex(
  /^[\w.-]{3,255}$/,
  "must be a table's name, 3 to 255 letters, digits, '_', '.', '-'",
);

const region = z.string().regex(
  /^[a-z]{2,}(-[a-z]+)+-\d$/,
  "must be a region, like us-east-1",
).optional();

/** The settings that name the queues, bucket and tables on AWS, by their environment variables. */
export const AWS_SETTINGS = {
  AWS_REGION: region,
  /** Used if AWS_REGION is not set. */
  AWS_DEFAULT_REGION: region,
  /** URL of a server other than AWS, for example on this machine. */
  AWS_ENDPOINT_URL: z.string().regex(
    /^https?:\/\/[^\s/]+\/?$/,
    "must be an address like http://127.0.0.1:5000",
  ).optional(),
  SQS_QUEUE_UPDATES: queue(
    ".fifo",
    "must be the name or the URL of a FIFO queue, which ends with '.fifo'",
  ).default(UPDATES_QUEUE.name),
  SQS_QUEUE_IDENTIFY: standardQueue.default(IDENTIFY_QUEUE.name),
  SQS_QUEUE_RESULTS: standardQueue.default(RESULTS_QUEUE.name),
  BUCKET_NAME: z.string().regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "must be a bucket's name, 3 to 63 lowercase letters, digits, '.', '-'",
  ).optional(),
  /** Prefix of the keys of all pictures, without the slash. */
  BUCKET_PREFIX: z.string().max(100).regex(
    /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
    "must be a relative path of letters, digits, '.', '_', '-', without a slash at its ends",
  ).default("images"),
  TABLE_NAME: table.default("talo-prediction-results"),
  STATE_TABLE_NAME: table.default("talo-polybot-state"),
};

export type AwsSettings = z.output<z.ZodObject<typeof AWS_SETTINGS>>;

/** The queues of a backend. */
export type QueueKey = "updates" | "identify" | "results";

/** Names of the settings that name the queues. */
export const QUEUE_SETTING_NAMES = {
  updates: "SQS_QUEUE_UPDATES",
  identify: "SQS_QUEUE_IDENTIFY",
  results: "SQS_QUEUE_RESULTS",
} as const satisfies Record<QueueKey, keyof AwsSettings>;
