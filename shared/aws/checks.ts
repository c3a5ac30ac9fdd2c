/**
 * Whether all that the settings name is there and can be used, looked at when
 * a service starts.
 *
 * Each check asks for nothing that the service's own work does not need, so
 * that its role can stay narrow: objects and records are looked for that are
 * not there.
 *
 * @module
 */
import { SettingsError } from "../config.ts";

/** One thing that a setting names. */
export interface Check<T> {
  /** The setting's name. */
  readonly setting: string;
  readonly value: string;
  /** What it is, as `queue`. */
  readonly thing: string;
  readonly look: () => Promise<T>;
}

/** What AWS calls it that a thing is not there. */
const MISSING = new Set([
  "QueueDoesNotExist",
  "AWS.SimpleQueueService.NonExistentQueue",
  "NoSuchBucket",
  "ResourceNotFoundException",
]);
const FORBIDDEN = /^(AccessDenied|Forbidden|UnauthorizedOperation)/;

const firstLine = (text: string) => text.split("\n", 1)[0] ?? "";

/** What is wrong, in a sentence. */
function describeFault(
  { setting, value, thing }: Check<unknown>,
  region: string,
  error: unknown,
): string {
  const { name, message } = error instanceof Error
    ? error
    : new Error(String(error));
  const what = `the ${thing} '${value}'`;
  if (MISSING.has(name)) {
    return `${setting}: there is no ${thing} '${value}' in ${region}`;
  }
  if (FORBIDDEN.test(name)) {
    return `${setting}: the credentials may not use ${what} in ${region}: ${
      firstLine(message)
    }`;
  }
  return `${setting}: cannot use ${what} in ${region}: ${
    firstLine(message) || name
  }`;
}

/**
 * Makes all checks at once.
 *
 * @return what each `look` gave
 * @throws {SettingsError} naming every fault
 */
export async function checkAll<T>(
  checks: readonly Check<T>[],
  region: string,
): Promise<T[]> {
  const results = await Promise.allSettled(checks.map(({ look }) => look()));
  const faults = results.flatMap((result, index) => {
    const check = checks[index];
    if (result.status === "fulfilled" || !check) return [];
    return [describeFault(check, region, result.reason)];
  });
  if (faults.length > 0) {
    throw new SettingsError(`Cannot start:\n  ${faults.join("\n  ")}`);
  }
  return results.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : []
  );
}
