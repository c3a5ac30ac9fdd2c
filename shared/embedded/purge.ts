import { removeFilesBefore } from "../files/remove_files.ts";
import { DEAD_LETTER_SUFFIX } from "../queue_settings.ts";
import { DEAD_LETTER_AGE } from "../retention.ts";
import type { Logger } from "../service/logging.ts";
import type { Database } from "./database.ts";

const HOUR = 60 * 60 * 1000;

export interface PurgeOptions {
  readonly database: Database;
  readonly folders: { readonly pictures: string; readonly drafts: string };
  /** Seconds that pictures are kept. */
  readonly pictureAge: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Returns a function that removes expired data. */
export function createPurge(
  { database, folders, pictureAge, now }: PurgeOptions,
): () => Promise<void> {
  const records = database.prepare("DELETE FROM records WHERE expires_at <= ?");
  const deduplications = database.prepare(
    "DELETE FROM deduplications WHERE until <= ?",
  );
  const deadLetters = database.prepare(
    `DELETE FROM messages WHERE queue LIKE '%${DEAD_LETTER_SUFFIX}' AND visible_at <= ?`,
  );
  return async () => {
    await database.write(() => {
      records.run(now());
      deduplications.run(now());
      deadLetters.run(now() - DEAD_LETTER_AGE * 1000);
    });
    await removeFilesBefore(folders.pictures, now() - pictureAge * 1000);
    // An old draft was left by a process that was killed while writing it.
    await removeFilesBefore(folders.drafts, now() - HOUR);
  };
}

/** Purges in the background, immediately and then every hour. `stop` waits for a purge under way. */
export function startPurging(
  purge: () => Promise<void>,
  log: Logger,
): { stop(): Promise<void> } {
  const attempt = () =>
    purge().catch((error) =>
      log.error({ error }, "cannot remove expired data")
    );
  let current = attempt();
  const timer = setInterval(() => current = attempt(), HOUR);
  return {
    async stop() {
      clearInterval(timer);
      await current;
    },
  };
}
