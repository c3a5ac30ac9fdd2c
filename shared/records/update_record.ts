import type { Records } from "../backend.ts";
import { RetryLaterError } from "../consumer/mod.ts";

/** Conditional writes that {@linkcode updateRecord} attempts before it fails. */
export const MAX_UPDATE_ATTEMPTS = 10;

/** Returns the option `expiresAt` of a record that expires in `expireAfter` milliseconds, or never. */
export const expiry = (expireAfter: number | undefined) =>
  expireAfter === undefined
    ? {}
    : { expiresAt: new Date(Date.now() + expireAfter) };

export interface UpdateOptions {
  /**
   * Milliseconds from now until the record expires.
   *
   * @default {undefined} never
   */
  readonly expireAfter?: number | undefined;
}

/**
 * Reads, changes and writes a record atomically: if another process writes it in
 * between, `change` runs again on the new value.
 *
 * @example
 * ```ts
 * await updateRecord(albums, key, (album = EMPTY) => ({ ...album, caption }));
 * ```
 *
 * @param change returns the new value; nothing is written if it returns its argument
 * @return the record's value afterwards
 * @throws {RetryLaterError} when other processes change the record during each of {@linkcode MAX_UPDATE_ATTEMPTS} attempts
 */
export async function updateRecord<T, U extends T | undefined>(
  records: Records<T>,
  key: string,
  change: (value: T | undefined) => U,
  { expireAfter }: UpdateOptions = {},
): Promise<U> {
  for (let attempt = 0; attempt < MAX_UPDATE_ATTEMPTS; attempt++) {
    const stored = await records.get(key);
    const value = change(stored?.value);
    if (value === undefined || value === stored?.value) return value;
    const version = await records.put(key, value, {
      ifVersion: stored?.version ?? null,
      ...expiry(expireAfter),
    });
    if (version !== undefined) return value;
  }
  throw new RetryLaterError(1, `other processes keep changing '${key}'`);
}
