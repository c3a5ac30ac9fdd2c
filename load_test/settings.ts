/**
 * Settings of the load test: where the queue, the pictures and the records are.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { z } from "zod";
import { readSettings } from "../shared/service/settings.ts";
import {
  BACKEND_SETTINGS,
  type BackendSettings,
} from "../shared/open_backend.ts";

/**
 * Reads the settings. By default they name the folder of `deno task start`, if
 * that exists.
 *
 * @param startFolder folder in which `deno task start` keeps everything
 * @throws {SettingsError} naming every wrong setting
 */
export function readLoadTestSettings(
  env: Readonly<Record<string, string | undefined>>,
  startFolder = ".polybot",
): BackendSettings {
  const settings = readSettings(z.object(BACKEND_SETTINGS), env);
  const { POLYBOT_DATA, BUCKET_NAME } = settings;
  const isUnset = POLYBOT_DATA === undefined && BUCKET_NAME === undefined;
  return isUnset && existsSync(startFolder)
    ? { ...settings, POLYBOT_DATA: startFolder }
    : settings;
}

/** Returns the AWS region, if the settings name one. */
export const regionOf = (settings: BackendSettings): string | undefined =>
  settings.AWS_REGION ?? settings.AWS_DEFAULT_REGION;

/** Describes the backend for operators. */
export function describeBackend(settings: BackendSettings): string {
  const { POLYBOT_DATA, AWS_ENDPOINT_URL, SQS_QUEUE_IDENTIFY } = settings;
  if (POLYBOT_DATA !== undefined) return `the folder ${POLYBOT_DATA}`;
  const place = AWS_ENDPOINT_URL ?? regionOf(settings) ?? "AWS";
  return `the queue ${SQS_QUEUE_IDENTIFY.replace(/^.*\//, "")} at ${place}`;
}

/**
 * Returns the seconds that the queue must be empty before jobs without a record
 * count as failed. SQS's counts are approximate and some seconds old.
 */
export const settleTime = ({ POLYBOT_DATA }: BackendSettings): number =>
  POLYBOT_DATA === undefined ? 30 : 2;
