/**
 * Settings from the environment, checked at the door: all faults at once.
 *
 * @module
 */
import { z } from "zod";

/** Settings that are missing or wrong; the message names each, its value and what is accepted. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/** A whole number between two bounds, from text. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string(message).regex(/^\d{1,9}$/, message).transform(Number).refine(
    (value) => value >= min && value <= max,
    message,
  );
}

/** Zod's own sentences, which are not written for the one who sets the value. */
const OWN_WORDS = /^(Invalid|Too) /;

/** What is wrong with one setting, in a sentence. */
function describeFault(
  { path, message }: z.core.$ZodIssue,
  given: Readonly<Record<string, string | undefined>>,
): string {
  const [name] = path.map(String);
  if (name === undefined) return message;
  const value = given[name];
  if (value === undefined) {
    return OWN_WORDS.test(message)
      ? `${name} is missing`
      : `${name} is missing: it ${message}`;
  }
  const fault = OWN_WORDS.test(message) ? `is wrong (${message})` : message;
  // a token that is wrong is still a token
  const isSecret = /TOKEN|SECRET|PASSWORD|KEY/.test(name);
  return `${name} ${fault}: current value is ${
    isSecret ? "not shown" : `'${value}'`
  }`;
}

/**
 * Reads the settings of `schema` by their names from the environment.
 * An empty value counts as none.
 *
 * The sentences of the schema begin with "must"; those that concern no
 * single setting are whole.
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
