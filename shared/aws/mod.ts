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
import { checkBucket, checkTable } from "./access_checks.ts";
import { type ClientOptions, openClients } from "./clients.ts";
import { createLongPolls } from "./queue/long_polls.ts";
import { openObjectStore } from "./object_store.ts";
import { openPredictions, predictionLayout } from "./records/predictions.ts";
import { openQueue } from "./queue/queue.ts";
import {
  locateQueue,
  type QueueLocation,
  queueName,
} from "./queue/queue_location.ts";
import { openRecords, stateLayout } from "./records/records.ts";
import { checkResources } from "./resource_checks.ts";
import { openSecrets } from "./secrets.ts";
import {
  type AwsSettings,
  QUEUE_SETTING_NAMES,
  type QueueKey,
} from "./settings.ts";

export interface AwsOptions {
  readonly log: Logger;
  /**
   * Queues that this service uses; the others are not opened. A service that uses
   * `updates` also uses the state table.
   */
  readonly queues: readonly QueueKey[];
  /** Credentials for tests; by default those that the SDK finds. */
  readonly credentials?: ClientOptions["credentials"];
}

/** Returns the region and the bucket. @throws {SettingsError} naming the missing settings */
function regionAndBucket(settings: AwsSettings) {
  const { AWS_REGION, AWS_DEFAULT_REGION, BUCKET_NAME } = settings;
  const region = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (region && BUCKET_NAME) return { region, bucket: BUCKET_NAME };
  const faults = [
    ...region ? [] : ["AWS_REGION is missing: it must be like us-east-1"],
    ...BUCKET_NAME
      ? []
      : ["BUCKET_NAME is missing: it must be the name of a bucket"],
  ];
  throw new SettingsError(`Cannot start:\n  ${faults.join("\n  ")}`);
}

/** Returns a queue that this service did not open. */
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
 * Opens the backend that `settings` name, after checking that all its resources
 * can be used.
 *
 * @throws {SettingsError} naming every queue, bucket and table that does not exist or may not be used
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
  const { documents } = clients;
  const prefix = `${BUCKET_PREFIX}/`;
  const objects = openObjectStore(clients.s3, { bucket, prefix });
  const answers = stateLayout(STATE_TABLE_NAME, "answers", Answer);
  const albums = stateLayout(STATE_TABLE_NAME, "albums", Album);
  const webhooks = stateLayout(STATE_TABLE_NAME, "webhooks", WebhookSetUp);
  const located = new Map<QueueKey, QueueLocation>();

  const queueCheck = (key: QueueKey) => ({
    setting: QUEUE_SETTING_NAMES[key],
    value: settings[QUEUE_SETTING_NAMES[key]],
    kind: "queue",
    async run() {
      located.set(key, await locateQueue(clients.sqs, this.value));
    },
  });
  const bucketCheck = {
    setting: "BUCKET_NAME",
    value: bucket,
    kind: "bucket",
    run: () => checkBucket(objects, prefix),
  };
  const tableCheck = {
    setting: "TABLE_NAME",
    value: TABLE_NAME,
    kind: "table",
    run: () => checkTable(documents, predictionLayout(TABLE_NAME)),
  };
  const stateTableCheck = {
    setting: "STATE_TABLE_NAME",
    value: STATE_TABLE_NAME,
    kind: "table",
    run: () => checkTable(documents, answers),
  };
  try {
    await checkResources([
      ...queues.map(queueCheck),
      bucketCheck,
      tableCheck,
      ...queues.includes("updates") ? [stateTableCheck] : [],
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
      : unopenedQueue(queueName(settings[QUEUE_SETTING_NAMES[key]]));
  };
  return {
    updates: queue("updates"),
    identify: queue("identify"),
    results: queue("results"),
    objects,
    picturesPrefix: prefix,
    predictions: openPredictions(documents, TABLE_NAME),
    albums: openRecords(documents, albums),
    answers: openRecords(documents, answers),
    webhooks: openRecords(documents, webhooks),
    secrets: openSecrets(clients.secretsManager),
    async close() {
      await polls.close();
      clients.destroy();
    },
  };
}
