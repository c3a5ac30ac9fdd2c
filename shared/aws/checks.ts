/**
 * What is wrong with the things that the settings name, all of it at once.
 *
 * @module
 */
import { SettingsError } from "../config.ts";

/** One thing that a setting names. */
export interface Check {
  /** The setting's name. */
  readonly setting: string;
  readonly value: string;
  /** What it is, as `queue`. */
  readonly thing: string;
  /** Throws when it cannot be used. */
  readonly look: () => Promise<void>;
}

/** The thing is there and cannot be used as it is; the message goes on from "cannot be used as". */
export class UnfitError extends Error {
  override name = "UnfitError";
}

/** What AWS calls it that a thing is not there. */
const MISSING = new Set([
  "NoSuchBucket",
  "QueueDoesNotExist",
  "ResourceNotFoundException",
]);
const FORBIDDEN = /^(AccessDenied|Forbidden)/;
/** What AWS calls it that it does not know the credentials. */
const UNKNOWN =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|ExpiredToken|SignatureDoesNotMatch)/;

/** Whether the thing has no part in it: there is no answer of AWS's, or none to these credentials. */
const isElsewhere = (error: Error & { $metadata?: object }) =>
  UNKNOWN.test(error.name) ||
  !(error instanceof UnfitError) &&
    !("httpStatusCode" in (error.$metadata ?? {}));

/** What is wrong, in a sentence. */
function describeFault(
  { setting, value, thing }: Check,
  region: string,
  reason: unknown,
): string {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  const fault = error.message || error.name;
  if (MISSING.has(error.name)) {
    return `${setting} must name a ${thing} that is there in ${region}: current value is '${value}'`;
  }
  if (FORBIDDEN.test(error.name)) {
    return `${setting} must name a ${thing} that the credentials may use: current value is '${value}' in ${region} (${fault})`;
  }
  if (isElsewhere(error)) return `AWS cannot be asked in ${region}: ${fault}`;
  return `${setting} names a ${thing} that cannot be used as ${fault}: current value is '${value}' in ${region}`;
}

/**
 * Makes all checks at the same time.
 *
 * @throws {SettingsError} naming every fault, once
 */
export async function checkAll(
  checks: readonly Check[],
  region: string,
): Promise<void> {
  const faults = new Set<string>();
  await Promise.all(checks.map(async (check) => {
    try {
      await check.look();
    } catch (error) {
      faults.add(describeFault(check, region, error));
    }
  }));
  if (faults.size === 0) return;
  throw new SettingsError(`Cannot start:\n  ${[...faults].join("\n  ")}`);
}
