/**
 * The backend on one machine: a folder with a SQLite file for queues and
 * records, and files for objects and secrets. Several processes may have the
 * folder open at the same time.
 *
 * @module
 */
import { join, resolve } from "node:path";
import type { Backend } from "../backend.ts";
import { Album, Answer, WebhookSetUp } from "../contracts.ts";
import { type Logger, silentLogger } from "../service/logging.ts";
import {
  IDENTIFY_QUEUE,
  type QueueSettings,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "../queue_settings.ts";
import { PICTURE_AGE } from "../retention.ts";
import { followChanges } from "./changes.ts";
import {
  DataFolderError,
  makeDataFolders,
  PICTURES_PREFIX,
} from "./data_folder.ts";
import { openDatabase } from "./database.ts";
import { openObjectStore } from "./object_store.ts";
import { createPurge, startPurging } from "./purge.ts";
import { openQueue } from "./queue.ts";
import { openPredictions, openRecords } from "./records.ts";
import { openSecrets } from "./secrets.ts";

export { DataFolderError };

export interface EmbeddedOptions {
  /**
   * Seconds that pictures are kept in the object store.
   *
   * @default {PICTURE_AGE}
   */
  readonly pictureAge?: number;
  /** Settings of the queues, by default those of `queue_settings.ts`. */
  readonly queues?: {
    readonly updates: QueueSettings;
    readonly identify: QueueSettings;
    readonly results: QueueSettings;
  };
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
  /** Logs failed purges. */
  readonly log?: Logger;
}

export interface EmbeddedBackend extends Backend {
  /** Stores a secret; replaces its old value. */
  putSecret(name: string, value: string): Promise<void>;
  /** Removes expired data, as the backend also does every hour. */
  purge(): Promise<void>;
}

/**
 * Opens the backend in `directory`, which is created if it does not exist.
 *
 * @throws {DataFolderError} when the folder cannot be written, or its database is damaged or of another version
 */
export async function openEmbeddedBackend(
  directory: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedBackend> {
  const {
    pictureAge = PICTURE_AGE,
    queues = {
      updates: UPDATES_QUEUE,
      identify: IDENTIFY_QUEUE,
      results: RESULTS_QUEUE,
    },
    now = Date.now,
    log = silentLogger,
  } = options;
  const folders = await makeDataFolders(resolve(directory));
  const database = await openDatabase(join(resolve(directory), "polybot.db"));
  const changes = followChanges(database);
  const queue = (settings: QueueSettings) =>
    openQueue(database, changes, settings, now);
  const secrets = openSecrets(folders.secrets, folders.drafts);
  const purge = createPurge({ database, folders, pictureAge, now });
  const purging = startPurging(purge, log);
  return {
    updates: queue(queues.updates),
    identify: queue(queues.identify),
    results: queue(queues.results),
    objects: openObjectStore(folders.objects, folders.drafts),
    picturesPrefix: PICTURES_PREFIX,
    predictions: openPredictions(database, now),
    albums: openRecords(database, "albums", Album, now),
    answers: openRecords(database, "answers", Answer, now),
    webhooks: openRecords(database, "webhooks", WebhookSetUp, now),
    secrets,
    putSecret: secrets.put,
    purge,
    async close() {
      await purging.stop();
      database.close();
      changes.close();
    },
  };
}
