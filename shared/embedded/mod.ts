/**
 * The backend of one machine: a folder with a SQLite file for queues and
 * records, and files for objects and secrets. Any number of processes may
 * have the folder open.
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
import { followChanges } from "./changes.ts";
import { DataFolderError, openDatabase } from "./database.ts";
import { openObjectStore } from "./object_store.ts";
import { preparePurge, purgeNowAndHourly } from "./purge.ts";
import { openQueue } from "./queue.ts";
import { openPredictions, openRecords } from "./records.ts";
import { openSecrets } from "./secrets.ts";
import { makePrivateFolder } from "../files/atomic_write.ts";

export { DataFolderError };

export interface EmbeddedOptions {
  /**
   * Seconds after which a picture is removed from the object store.
   *
   * @default {604800} seven days
   */
  readonly pictureAge?: number;
  /** The settings of the queues, where they are not those of `queue_settings.ts`. */
  readonly queues?: {
    readonly updates: QueueSettings;
    readonly identify: QueueSettings;
    readonly results: QueueSettings;
  };
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
  /** Told when a purge fails. */
  readonly log?: Logger;
}

export interface EmbeddedBackend extends Backend {
  /** Stores a secret, in place of what was there. */
  putSecret(name: string, value: string): Promise<void>;
  /** Removes what has expired; it also happens by itself. */
  purge(): Promise<void>;
}

const PICTURES_PREFIX = "images/";
const SEVEN_DAYS = 7 * 24 * 60 * 60;

async function makeFolders(directory: string) {
  const folders = {
    objects: join(directory, "objects"),
    secrets: join(directory, "secrets"),
    drafts: join(directory, "drafts"),
    pictures: join(directory, "objects", PICTURES_PREFIX),
  };
  try {
    for (const folder of Object.values(folders)) {
      await makePrivateFolder(folder);
    }
    // Says now, not with the first photo, that nothing can be written.
    const probe = await Deno.makeTempFile({ dir: folders.drafts });
    await Deno.remove(probe);
  } catch (error) {
    throw new DataFolderError(
      `Cannot use '${directory}' as the data folder: ${
        error instanceof Error ? error.message : error
      }`,
      { cause: error },
    );
  }
  return folders;
}

/**
 * Opens the backend in `directory`, and makes it where there is none.
 *
 * @throws {DataFolderError} when the folder cannot be written, is damaged or was written by another version
 */
export async function openEmbeddedBackend(
  directory: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedBackend> {
  const {
    pictureAge = SEVEN_DAYS,
    queues = {
      updates: UPDATES_QUEUE,
      identify: IDENTIFY_QUEUE,
      results: RESULTS_QUEUE,
    },
    now = Date.now,
    log = silentLogger,
  } = options;
  const folders = await makeFolders(resolve(directory));
  const database = await openDatabase(join(resolve(directory), "polybot.db"));
  const changes = followChanges(database);
  const queue = (settings: QueueSettings) =>
    openQueue(database, changes, settings, now);
  const secrets = openSecrets(folders.secrets, folders.drafts);
  const purge = preparePurge({ database, folders, pictureAge, now });
  const purging = purgeNowAndHourly(purge, log);
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
