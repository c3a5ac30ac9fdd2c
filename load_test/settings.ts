/**
 * Where the load test finds the queue, the pictures and the records.
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
 * Reads the settings. Where neither a folder nor a bucket is named, the folder
 * of `deno task start` is meant, if it is there.
 *
 * @param startFolder where `deno task start` keeps everything
 * @throws {SettingsError} naming every setting that is wrong
 */
export function readLoadTestSettings(
  env: Readonly<Record<string, string | undefined>>,
  startFolder = ".polybot",
): BackendSettings {
  const settings = readSettings(z.object(BACKEND_SETTINGS), env);
  const { POLYBOT_DATA, BUCKET_NAME } = settings;
  const isOpen = POLYBOT_DATA === undefined && BUCKET_NAME === undefined;
  return isOpen && existsSync(startFolder)
    ? { ...settings, POLYBOT_DATA: startFolder }
    : settings;
}

/** The region of AWS, where the settings name one. */
export const regionOf = (settings: BackendSettings): string | undefined =>
  settings.AWS_REGION ?? settings.AWS_DEFAULT_REGION;

/** Names the backend, for a person. */
export function describeBackend(settings: BackendSettings): string {
  const { POLYBOT_DATA, AWS_ENDPOINT_URL, SQS_QUEUE_IDENTIFY } = settings;
  if (POLYBOT_DATA !== undefined) return `the folder ${POLYBOT_DATA}`;
  const place = AWS_ENDPOINT_URL ?? regionOf(settings) ?? "AWS";
  return `the queue ${SQS_QUEUE_IDENTIFY.replace(/^.*\//, "")} at ${place}`;
}

/**
 * Seconds that the queue must be empty for what has no record to have failed.
 * SQS counts about right, and may be late by some seconds.
 */
export const settleTime = ({ POLYBOT_DATA }: BackendSettings): number =>
  POLYBOT_DATA === undefined ? 30 : 2;
