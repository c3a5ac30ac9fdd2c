import type { Update } from "grammy/types";
import type { Database, Row } from "../storage/database.ts";
import type { Settings } from "../storage/settings.ts";

export type UpdateContent =
  | Pick<Update, "message">
  | Pick<Update, "callback_query">;

export interface UpdateLog {
  /** Stores an update if the bot allows its kind, within the caller's transaction. */
  add(content: UpdateContent): void;
  /** Returns the oldest unconfirmed updates, in order. */
  pending(limit: number): Update[];
  count(): number;
  /** Deletes all updates with smaller ids. */
  confirm(before: number): void;
  /** Deletes all but the last `count` updates. */
  keepLast(count: number): void;
  /** Wakes all listeners; to be called after the transaction. */
  announce(): void;
  /** Calls `wake` at each announcement. @return a function that ends this */
  listen(wake: () => void): () => void;
}

/** Returns a random first id: like in Telegram, ids do not begin at 1. */
const firstId = () => 100_000_000 + Math.floor(Math.random() * 800_000_000);

/** Stores the updates that the bot has not confirmed yet. */
export function createUpdateLog(
  database: Database,
  settings: Settings,
): UpdateLog {
  const listeners = new Set<() => void>();
  return {
    add(content) {
      const allowed = settings.get("allowedUpdates");
      const [kind = ""] = Object.keys(content);
      if (allowed.length > 0 && !allowed.includes(kind)) return;
      const id = (settings.get("lastUpdateId") || firstId()) + 1;
      settings.set("lastUpdateId", id);
      const json = JSON.stringify(content);
      database.run`INSERT INTO updates VALUES (${id}, ${json})`;
    },
    pending: (limit) =>
      database.all`SELECT * FROM updates ORDER BY id LIMIT ${limit}`
        .map(updateOf),
    count: () =>
      Number(database.one`SELECT count(*) AS count FROM updates`?.["count"]),
    confirm(before) {
      database.run`DELETE FROM updates WHERE id < ${before}`;
    },
    keepLast(count) {
      database.run`DELETE FROM updates WHERE id NOT IN (
        SELECT id FROM updates ORDER BY id DESC LIMIT ${count})`;
    },
    announce() {
      for (const wake of [...listeners]) wake();
    },
    listen(wake) {
      listeners.add(wake);
      return () => listeners.delete(wake);
    },
  };
}

const updateOf = (row: Row): Update => ({
  update_id: Number(row["id"]),
  ...JSON.parse(String(row["content"])),
});
