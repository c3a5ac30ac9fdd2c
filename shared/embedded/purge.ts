/**
 * Removes what has expired, when the backend opens and every hour.
 *
 * @module
 */
import type { Logger } from "../service/logging.ts";
import { DEAD_LETTER_SUFFIX } from "../queue_settings.ts";
import type { Database } from "./database.ts";
import { removeFilesBefore } from "../files/atomic_write.ts";

const HOUR = 60 * 60 * 1000;
/** How long dead letters are kept, in milliseconds: 14 days, as SQS at most. */
const DEAD_LETTERS_AGE = 14 * 24 * HOUR;

/** What to purge, and when something is old. */
export interface PurgeOptions {
  readonly database: Database;
  /** Where pictures lie, and files that are not written whole yet. */
  readonly folders: { readonly pictures: string; readonly drafts: string };
  /** Seconds after which a picture is removed. */
  readonly pictureAge: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Gives the function that purges once. */
export function preparePurge(
  { database, folders, pictureAge, now }: PurgeOptions,
): () => Promise<void> {
  const records = database.prepare("DELETE FROM records WHERE expires_at <= ?");
  const deduplications = database.prepare(
    "DELETE FROM deduplications WHERE until <= ?",
  );
  const letters = database.prepare(
    `DELETE FROM messages WHERE queue LIKE '%${DEAD_LETTER_SUFFIX}' AND visible_at <= ?`,
  );
  return async () => {
    await database.write(() => {
      records.run(now());
      deduplications.run(now());
      letters.run(now() - DEAD_LETTERS_AGE);
    });
    await removeFilesBefore(folders.pictures, now() - pictureAge * 1000);
    // A draft that old was left by a process that was killed as it wrote.
    await removeFilesBefore(folders.drafts, now() - HOUR);
  };
}

/** Purges in the background, now and every hour; `stop` waits for a purge under way. */
export function purgeNowAndHourly(
  purge: () => Promise<void>,
  log: Logger,
): { stop(): Promise<void> } {
  const attempt = () =>
    purge().catch((error) =>
      log.error({ error }, "cannot remove what has expired")
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
