import { z } from "zod";

/** Thrown when settings are missing or wrong. The message names each of them, its value and what is accepted. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/** Accepts text that is a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string(message).regex(/^\d{1,9}$/, message).transform(Number).refine(
    (value) => value >= min && value <= max,
    message,
  );
}

/** Zod's default messages, which do not tell an operator what to do. */
const ZOD_MESSAGE = /^(Invalid|Too) /;

/** Describes the fault of one setting in a sentence. */
function describeFault(
  { path, message }: z.core.$ZodIssue,
  given: Readonly<Record<string, string | undefined>>,
): string {
  const [name] = path.map(String);
  if (name === undefined) return message;
  const value = given[name];
  if (value === undefined) {
    return ZOD_MESSAGE.test(message)
      ? `${name} is missing`
      : `${name} is missing: it ${message}`;
  }
  const fault = ZOD_MESSAGE.test(message) ? `is wrong (${message})` : message;
  // even a malformed token may be a secret
  const isSecret = /TOKEN|SECRET|PASSWORD|KEY/.test(name);
  return `${name} ${fault}: current value is ${
    isSecret ? "not shown" : `'${value}'`
  }`;
}

/**
 * Reads the settings of `schema` from the environment, and reports all wrong
 * settings together. An empty value counts as missing.
 *
 * The schema's messages about one setting begin with "must"; those about several
 * are whole sentences.
 *
 * @throws {SettingsError} naming every setting that is missing or wrong
 */
export function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim() || undefined] as const)
      .filter(([, value]) => value !== undefined),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) =>
    describeFault(issue, given)
  );
  throw new SettingsError(`Cannot start:\n  ${faults.join("\n  ")}`);
}
