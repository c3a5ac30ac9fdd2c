import { SettingsError } from "../service/settings.ts";

/** A check of the resource that one setting names. */
export interface ResourceCheck {
  /** Name of the setting. */
  readonly setting: string;
  readonly value: string;
  /** Kind of the resource, such as `queue`. */
  readonly kind: string;
  /** Throws when the resource cannot be used. */
  readonly run: () => Promise<void>;
}

/** Thrown when a resource exists but cannot be used. The message completes "cannot be used as …". */
export class UnusableResourceError extends Error {
  override name = "UnusableResourceError";
}

/** Names of AWS errors for a missing resource. */
const MISSING = new Set([
  "NoSuchBucket",
  "QueueDoesNotExist",
  "ResourceNotFoundException",
]);
/** Names of AWS errors for unknown credentials. */
const UNKNOWN_CREDENTIALS =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|ExpiredToken|SignatureDoesNotMatch)/;

type AwsError = Error & { $metadata?: { readonly httpStatusCode?: number } };

const isForbidden = ({ name, $metadata }: AwsError) =>
  name.startsWith("AccessDenied") || $metadata?.httpStatusCode === 403;

/** Tells whether AWS as a whole cannot be used: it does not answer, or rejects the credentials. */
const isUnavailable = (error: AwsError) =>
  UNKNOWN_CREDENTIALS.test(error.name) ||
  !(error instanceof UnusableResourceError) &&
    error.$metadata?.httpStatusCode === undefined;

/** Describes a fault in one sentence. */
function describeFault(
  { setting, value, kind }: ResourceCheck,
  region: string,
  reason: unknown,
): string {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  const fault = error.message || error.name;
  if (MISSING.has(error.name)) {
    return `${setting} must name a ${kind} that exists in ${region}: current value is '${value}'`;
  }
  if (isUnavailable(error)) {
    return `AWS cannot be reached in ${region}: ${fault}`;
  }
  if (isForbidden(error)) {
    return `${setting} must name a ${kind} that the credentials may use: current value is '${value}' in ${region} (${fault})`;
  }
  return `${setting} names a ${kind} that cannot be used as ${fault}: current value is '${value}' in ${region}`;
}

/**
 * Checks the resources that the settings name, all at the same time.
 *
 * @throws {SettingsError} naming every fault
 */
export async function checkResources(
  checks: readonly ResourceCheck[],
  region: string,
): Promise<void> {
  const faults = new Set<string>();
  await Promise.all(checks.map(async (check) => {
    try {
      await check.run();
    } catch (error) {
      faults.add(describeFault(check, region, error));
    }
  }));
  if (faults.size === 0) return;
  throw new SettingsError(`Cannot start:\n  ${[...faults].join("\n  ")}`);
}
