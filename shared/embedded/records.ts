/**
 * Records as rows of the database, in JSON.
 *
 * @module
 */
import { z } from "zod";
import type { Records } from "../backend.ts";
import type { Database } from "./database.ts";

/**
 * Opens the records of one kind, whose shape is `schema`; `now` gives
 * milliseconds since 1970. A record that does not fit its schema is an error
 * when it is read.
 */
export function openRecords<T>(
  database: Database,
  kind: string,
  schema: z.ZodType<T>,
  now: () => number,
): Records<T> {
  const find = database.prepare(
    `SELECT value, version, expires_at FROM records
     WHERE kind = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)`,
  );
  const store = database.prepare(
    "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
  );

  function parse(key: string, json: string): T {
    try {
      return schema.parse(JSON.parse(json));
    } catch (cause) {
      throw new Error(
        `Cannot read the record '${key}' of '${kind}': it is not of the shape that this version writes`,
        { cause },
      );
    }
  }

  return {
    async get(key) {
      const row = await database.read(() => find.get(kind, key, now()));
      if (row === undefined) return undefined;
      return {
        value: parse(key, String(row.value)),
        version: String(row.version),
        ...(row.expires_at === null
          ? {}
          : { expiresAt: new Date(Number(row.expires_at)) }),
      };
    },

    put(key, value, { ifVersion, expiresAt } = {}) {
      const json = JSON.stringify(value);
      // Never a number that counts up: a record that expired and was written
      // anew must not look like the old one.
      const version = crypto.randomUUID();
      return database.write(() => {
        if (ifVersion !== undefined) {
          const current = find.get(kind, key, now())?.version ?? null;
          if (current !== ifVersion) return undefined;
        }
        store.run(kind, key, json, version, expiresAt?.getTime() ?? null);
        return version;
      });
    },
  };
}
