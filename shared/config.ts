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
  return z.string().regex(/^\d{1,9}$/, message).transform(Number).refine(
    (value) => value >= min && value <= max,
    message,
  );
}

/**
 * Reads the settings of `schema` by their names from the environment.
 * An empty value counts as none.
 *
 * @throws {SettingsError} naming every setting that is missing or wrong
 */
export function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim() || undefined])
      .filter(([, value]) => value !== undefined),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = given[name];
    // a token that is wrong is still a token
    const shown = /TOKEN|SECRET/.test(name) ? "not shown" : `'${value}'`;
    return value === undefined
      ? `${name} is missing: it ${issue.message}`
      : `${name} ${issue.message}: current value is ${shown}`;
  });
  throw new SettingsError(`Cannot start:\n  ${faults.join("\n  ")}`);
}
