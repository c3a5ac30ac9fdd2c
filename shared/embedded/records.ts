import { z } from "zod";
import type { PredictionRecords, Records, StoredRecord } from "../backend.ts";
import { Prediction } from "../contracts.ts";
import type { Database } from "./database.ts";

/**
 * Opens the records of one kind, stored as JSON. Reading a record that does not match `schema`
 * throws.
 *
 * @param now milliseconds since 1970
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
        `Cannot read the record '${key}' of '${kind}': it does not have the shape that this version writes`,
        { cause },
      );
    }
  }

  async function get(key: string): Promise<StoredRecord<T> | undefined> {
    const row = await database.read(() => find.get(kind, key, now()));
    if (row === undefined) return undefined;
    return {
      value: parse(key, String(row.value)),
      version: String(row.version),
      ...(row.expires_at === null
        ? {}
        : { expiresAt: new Date(Number(row.expires_at)) }),
    };
  }

  return {
    get,

    async getMany(keys) {
      const found = new Map<string, StoredRecord<T>>();
      for (const key of keys) {
        const record = await get(key);
        if (record) found.set(key, record);
      }
      return found;
    },

    put(key, value, { ifVersion, expiresAt } = {}) {
      const json = JSON.stringify(value);
      // Not a counter: a record that expired and was written again must not have
      // the version of the old one.
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

const PREDICTIONS = "predictions";

/** Opens the predictions, which can also be found by chat. */
export function openPredictions(
  database: Database,
  now: () => number,
): PredictionRecords {
  const ofChat = database.prepare(
    `SELECT value FROM records
     WHERE kind = '${PREDICTIONS}' AND value ->> 'chatId' = ?
       AND (expires_at IS NULL OR expires_at > ?)
     ORDER BY value ->> 'time' DESC`,
  );
  return {
    ...openRecords(database, PREDICTIONS, Prediction, now),
    async ofChat(chatId) {
      const rows = await database.read(() => ofChat.all(chatId, now()));
      return rows.map(({ value }) =>
        Prediction.parse(JSON.parse(String(value)))
      );
    },
  };
}
