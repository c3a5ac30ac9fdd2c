/**
 * The backend on AWS: queues on SQS, objects in S3, records in DynamoDB,
 * secrets in Secrets Manager.
 *
 * @module
 */
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type Backend, ObjectNotFoundError, type Queue } from "../backend.ts";
import { SettingsError } from "../config.ts";
import { Album, Answer, WebhookSetUp } from "../contracts.ts";
import type { Logger } from "../logging.ts";
import { type Check, checkAll } from "./checks.ts";
import { type AwsClients, type ClientOptions, openClients } from "./clients.ts";
import { openObjectStore } from "./object_store.ts";
import { openPredictions, predictionLayout } from "./predictions.ts";
import { openQueue } from "./queue.ts";
import { locateQueue, type QueueLocation } from "./queue_location.ts";
import { keyItem, type Layout } from "./record_item.ts";
import { openRecords, stateLayout } from "./records.ts";
import { openSecrets } from "./secrets.ts";
import { type AwsSettings, QUEUE_SETTINGS, type QueueKey } from "./settings.ts";

export interface AwsOptions {
  readonly log: Logger;
  /**
   * The queues that this service works with: the others are not touched. Who
   * takes updates also keeps what the table of states holds.
   */
  readonly queues: readonly QueueKey[];
  /** For tests; else they are those that the SDK finds. */
  readonly credentials?: ClientOptions["credentials"];
}

/** A name that nothing has: what is looked for there is never found. */
const NOTHING = "polybot-looks-whether-it-may-read";

/** @throws {SettingsError} naming both settings, where neither is given */
function regionOf({ AWS_REGION, AWS_DEFAULT_REGION }: AwsSettings): string {
  const region = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (region) return region;
  throw new SettingsError(
    "Cannot start:\n  AWS_REGION is missing: it must be a region, like us-east-1",
  );
}

/** @throws {SettingsError} */
function bucketOf({ BUCKET_NAME }: AwsSettings): string {
  if (BUCKET_NAME) return BUCKET_NAME;
  throw new SettingsError(
    "Cannot start:\n  BUCKET_NAME is missing: it must be the bucket of the pictures",
  );
}

/** A queue that this service does not work with. */
function unopenedQueue(name: string): Queue {
  const refuse = () =>
    Promise.reject(
      new Error(
        `Cannot use the queue '${name}' as this service did not open it`,
      ),
    );
  return {
    name,
    visibilityTimeout: 0,
    send: refuse,
    receive: refuse,
    changeVisibility: refuse,
    delete: refuse,
    bury: refuse,
    depth: refuse,
    deadLetters: refuse,
  };
}

function checkTable<T>(
  { dynamodb }: AwsClients,
  setting: string,
  layout: Layout<T>,
): Check<void> {
  return {
    setting,
    value: layout.table,
    thing: "table",
    async look() {
      await dynamodb.send(
        new GetItemCommand({
          TableName: layout.table,
          Key: keyItem(layout, NOTHING),
        }),
      );
    },
  };
}

/**
 * Opens the backend that `settings` name.
 *
 * @throws {SettingsError} naming every queue, bucket and table that is not there or may not be used
 */
export async function openAwsBackend(
  settings: AwsSettings,
  { log, queues, credentials }: AwsOptions,
): Promise<Backend> {
  const region = regionOf(settings);
  const bucket = bucketOf(settings);
  const clients = openClients({
    region,
    endpoint: settings.AWS_ENDPOINT_URL,
    log,
    ...(credentials ? { credentials } : {}),
  });
  const { dynamodb } = clients;
  const closing = new AbortController();
  const prefix = `${settings.BUCKET_PREFIX}/`;
  const objects = openObjectStore(clients.s3, { bucket, prefix });
  const { TABLE_NAME, STATE_TABLE_NAME } = settings;
  const answers = stateLayout(STATE_TABLE_NAME, "answers", Answer);
  const albums = stateLayout(STATE_TABLE_NAME, "albums", Album);
  const webhooks = stateLayout(STATE_TABLE_NAME, "webhooks", WebhookSetUp);

  const located = new Map<QueueKey, QueueLocation>();
  const checkQueue = (key: QueueKey): Check<void> => ({
    setting: QUEUE_SETTINGS[key],
    value: settings[QUEUE_SETTINGS[key]],
    thing: "queue",
    async look() {
      const nameOrUrl = settings[QUEUE_SETTINGS[key]];
      located.set(key, await locateQueue(clients.sqs, nameOrUrl));
    },
  });
  const checkBucket: Check<void> = {
    setting: "BUCKET_NAME",
    value: bucket,
    thing: "bucket",
    async look() {
      try {
        await objects.get(prefix + NOTHING);
      } catch (error) {
        if (!(error instanceof ObjectNotFoundError)) throw error;
      }
    },
  };
  try {
    await checkAll([
      ...queues.map(checkQueue),
      checkBucket,
      checkTable(clients, "TABLE_NAME", predictionLayout(TABLE_NAME)),
      ...queues.includes("updates")
        ? [checkTable(clients, "STATE_TABLE_NAME", answers)]
        : [],
    ], region);
  } catch (error) {
    clients.destroy();
    throw error;
  }

  const queue = (key: QueueKey) => {
    const location = located.get(key);
    return location
      ? openQueue(clients, location, closing.signal)
      : unopenedQueue(settings[QUEUE_SETTINGS[key]]);
  };
  return {
    updates: queue("updates"),
    identify: queue("identify"),
    results: queue("results"),
    objects,
    picturesPrefix: prefix,
    predictions: openPredictions(dynamodb, TABLE_NAME),
    albums: openRecords(dynamodb, albums),
    answers: openRecords(dynamodb, answers),
    webhooks: openRecords(dynamodb, webhooks),
    secrets: openSecrets(clients.secretsManager),
    close() {
      closing.abort();
      clients.destroy();
      return Promise.resolve();
    },
  };
}
