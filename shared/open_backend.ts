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

/** The settings of the backend, by the names of their environment variables. */
export const BACKEND_SETTINGS = {
  /** Folder of the embedded backend; if it is set, AWS is not used. */
  POLYBOT_DATA: z.string().optional(),
  ...AWS_SETTINGS,
};

export type BackendSettings = z.output<z.ZodObject<typeof BACKEND_SETTINGS>>;

/** Help on the settings. */
export const BACKEND_HELP =
  `  POLYBOT_DATA        a folder on this machine that keeps everything; without it, AWS is used
  AWS_REGION          or AWS_DEFAULT_REGION; required on AWS
  AWS_ENDPOINT_URL    URL of a server other than AWS
  BUCKET_NAME         the bucket of the pictures; required on AWS
  BUCKET_PREFIX       beginning of the pictures' keys, default images
  SQS_QUEUE_UPDATES, SQS_QUEUE_IDENTIFY, SQS_QUEUE_RESULTS
                      the queues' names or URLs, default ${UPDATES_QUEUE.name},
                      ${IDENTIFY_QUEUE.name} and ${RESULTS_QUEUE.name}
  TABLE_NAME          the table of predictions, default talo-prediction-results
  STATE_TABLE_NAME    the table of polybot's state, default talo-polybot-state`;

export interface OpenBackendOptions {
  readonly log: Logger;
  /** The queues that the service uses; the others are not opened. */
  readonly queues: readonly QueueKey[];
}

/**
 * Opens the embedded backend in POLYBOT_DATA if that is set, otherwise the one on
 * AWS. Only the code of the chosen backend is loaded.
 *
 * @throws {SettingsError} when there is neither a folder nor a bucket, or a resource in the settings does not exist
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
        `Cannot start:\n  POLYBOT_DATA must not be set for an executable, which may not write files and only works on AWS: current value is '${POLYBOT_DATA}'`,
      );
    }
    const { openEmbeddedBackend } = await import("./embedded/mod.ts");
    return await openEmbeddedBackend(POLYBOT_DATA, { log: options.log });
  }
  if (BUCKET_NAME === undefined) {
    throw new SettingsError(
      "Cannot start:\n  neither POLYBOT_DATA nor BUCKET_NAME is set: set POLYBOT_DATA to a folder to keep everything on this machine, or BUCKET_NAME to the bucket to use AWS",
    );
  }
  const { openAwsBackend } = await import("./aws/mod.ts");
  return await openAwsBackend(settings, options);
}
