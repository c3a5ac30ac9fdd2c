/**
 * What is wrong with the things that the settings name, all of it at once.
 *
 * @module
 */
import { SettingsError } from "../service/settings.ts";

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
/** What AWS calls it that it does not know the credentials. */
const UNKNOWN =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|ExpiredToken|SignatureDoesNotMatch)/;

type AwsError = Error & { $metadata?: { readonly httpStatusCode?: number } };

const isForbidden = ({ name, $metadata }: AwsError) =>
  name.startsWith("AccessDenied") || $metadata?.httpStatusCode === 403;

/** Whether the thing has no part in it: there is no answer of AWS's, or none to these credentials. */
const isElsewhere = (error: AwsError) =>
  UNKNOWN.test(error.name) ||
  !(error instanceof UnfitError) &&
    error.$metadata?.httpStatusCode === undefined;

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
  if (isElsewhere(error)) return `AWS cannot be asked in ${region}: ${fault}`;
  if (isForbidden(error)) {
    return `${setting} must name a ${thing} that the credentials may use: current value is '${value}' in ${region} (${fault})`;
  }
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
