/**
 * The backend on AWS: queues on SQS, objects in S3, records in DynamoDB,
 * secrets in Secrets Manager.
 *
 * @module
 */
import type { Backend, Queue } from "../backend.ts";
import { SettingsError } from "../service/settings.ts";
import { Album, Answer, WebhookSetUp } from "../contracts.ts";
import type { Logger } from "../service/logging.ts";
import { checkAll } from "./resource_checks.ts";
import { type ClientOptions, openClients } from "./clients.ts";
import { createLongPolls } from "./queue/long_polls.ts";
import { openObjectStore } from "./object_store.ts";
import { openPredictions, predictionLayout } from "./records/predictions.ts";
import { lookAtBucket, lookAtTable } from "./access_checks.ts";
import { openQueue } from "./queue/queue.ts";
import {
  locateQueue,
  nameOf,
  type QueueLocation,
} from "./queue/queue_location.ts";
import { openRecords, stateLayout } from "./records/records.ts";
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

/** @throws {SettingsError} naming what is missing */
function regionAndBucket(settings: AwsSettings) {
  const { AWS_REGION, AWS_DEFAULT_REGION, BUCKET_NAME } = settings;
  const region = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (region && BUCKET_NAME) return { region, bucket: BUCKET_NAME };
  const faults = [
    ...region ? [] : ["AWS_REGION is missing: it must be like us-east-1"],
    ...BUCKET_NAME ? [] : ["BUCKET_NAME is missing: it must be a bucket's"],
  ];
  throw new SettingsError(`Cannot start:\n  ${faults.join("\n  ")}`);
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
    moveToDeadLetters: refuse,
    depth: refuse,
    deadLetters: refuse,
  };
}

/**
 * Opens the backend that `settings` name, once it has seen that all of it is
 * there.
 *
 * @throws {SettingsError} naming every queue, bucket and table that is not there or may not be used
 */
export async function openAwsBackend(
  settings: AwsSettings,
  { log, queues, credentials }: AwsOptions,
): Promise<Backend> {
  const { region, bucket } = regionAndBucket(settings);
  const { AWS_ENDPOINT_URL: endpoint, BUCKET_PREFIX } = settings;
  const { TABLE_NAME, STATE_TABLE_NAME } = settings;
  const clients = openClients({
    region,
    endpoint,
    log,
    ...(credentials ? { credentials } : {}),
  });
  const { dynamodb } = clients;
  const prefix = `${BUCKET_PREFIX}/`;
  const objects = openObjectStore(clients.s3, { bucket, prefix });
  const answers = stateLayout(STATE_TABLE_NAME, "answers", Answer);
  const albums = stateLayout(STATE_TABLE_NAME, "albums", Album);
  const webhooks = stateLayout(STATE_TABLE_NAME, "webhooks", WebhookSetUp);
  const located = new Map<QueueKey, QueueLocation>();

  const checkQueue = (key: QueueKey) => ({
    setting: QUEUE_SETTINGS[key],
    value: settings[QUEUE_SETTINGS[key]],
    thing: "queue",
    async look() {
      located.set(key, await locateQueue(clients.sqs, this.value));
    },
  });
  const checkTable = (
    setting: "TABLE_NAME" | "STATE_TABLE_NAME",
    look: () => Promise<void>,
  ) => ({ setting, value: settings[setting], thing: "table", look });
  try {
    await checkAll([
      ...queues.map(checkQueue),
      {
        setting: "BUCKET_NAME",
        value: bucket,
        thing: "bucket",
        look: () => lookAtBucket(objects, prefix),
      },
      checkTable(
        "TABLE_NAME",
        () => lookAtTable(dynamodb, predictionLayout(TABLE_NAME)),
      ),
      ...queues.includes("updates")
        ? [checkTable("STATE_TABLE_NAME", () => lookAtTable(dynamodb, answers))]
        : [],
    ], region);
  } catch (error) {
    clients.destroy();
    throw error;
  }

  const polls = createLongPolls();
  const queue = (key: QueueKey) => {
    const location = located.get(key);
    return location
      ? openQueue(clients, location, polls)
      : unopenedQueue(nameOf(settings[QUEUE_SETTINGS[key]]));
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
    async close() {
      await polls.close();
      clients.destroy();
    },
  };
}
