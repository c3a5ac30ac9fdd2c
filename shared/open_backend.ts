/**
 * Chooses the backend by the settings: a folder on this machine, or AWS.
 *
 * @module
 */
import { z } from "zod";
import { AWS_SETTINGS, type QueueKey } from "./aws/settings.ts";
import type { Backend } from "./backend.ts";
import { SettingsError } from "./service/settings.ts";
import type { Logger } from "./service/logging.ts";
import {
  IDENTIFY_QUEUE,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "./queue_settings.ts";

/** The settings that choose and find the backend, by their names in the environment. */
export const BACKEND_SETTINGS = {
  /** The folder of the embedded backend; where it is given, AWS is not used. */
  POLYBOT_DATA: z.string().optional(),
  ...AWS_SETTINGS,
};

export type BackendSettings = z.output<z.ZodObject<typeof BACKEND_SETTINGS>>;

/** What `--help` says of them. */
export const BACKEND_HELP =
  `  POLYBOT_DATA        the folder that keeps everything on this machine; without it, AWS does
  AWS_REGION          or AWS_DEFAULT_REGION; needed on AWS
  AWS_ENDPOINT_URL    another server in place of AWS
  BUCKET_NAME         the bucket of the pictures; needed on AWS
  BUCKET_PREFIX       what the pictures' keys begin with, default images
  SQS_QUEUE_UPDATES, SQS_QUEUE_IDENTIFY, SQS_QUEUE_RESULTS
                      the queues' names or URLs, default ${UPDATES_QUEUE.name},
                      ${IDENTIFY_QUEUE.name} and ${RESULTS_QUEUE.name}
  TABLE_NAME          the table of the predictions, default talo-prediction-results
  STATE_TABLE_NAME    the table of polybot's state, default talo-polybot-state`;

export interface OpenBackendOptions {
  readonly log: Logger;
  /** The queues that the service works with: the others are not touched. */
  readonly queues: readonly QueueKey[];
}

/**
 * Opens the embedded backend in POLYBOT_DATA where that is given, else the
 * one on AWS. Neither loads what only the other needs.
 *
 * @throws {SettingsError} when there is neither a folder nor a bucket, or something that the settings name does not exist
 * @throws {DataFolderError} when the folder cannot be used
 */
export async function openBackend(
  settings: BackendSettings,
  options: OpenBackendOptions,
): Promise<Backend> {
  const { POLYBOT_DATA, BUCKET_NAME } = settings;
  if (POLYBOT_DATA !== undefined) {
    if (Deno.permissions.querySync({ name: "write" }).state !== "granted") {
      throw new SettingsError(
        `Cannot start:\n  POLYBOT_DATA must not be set for an executable, which may not write files and works on AWS alone: current value is '${POLYBOT_DATA}'`,
      );
    }
    const { openEmbeddedBackend } = await import("./embedded/mod.ts");
    return await openEmbeddedBackend(POLYBOT_DATA, { log: options.log });
  }
  if (BUCKET_NAME === undefined) {
    throw new SettingsError(
      "Cannot start:\n  neither POLYBOT_DATA nor BUCKET_NAME is given: set POLYBOT_DATA to a folder to keep everything on this machine, or BUCKET_NAME to the bucket to work on AWS",
    );
  }
  const { openAwsBackend } = await import("./aws/mod.ts");
  return await openAwsBackend(settings, options);
}
