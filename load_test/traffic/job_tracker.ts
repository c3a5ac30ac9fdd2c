/**
 * Tracks the jobs of a load test from sending to record. Times are milliseconds
 * since 1970 by this machine's clock.
 *
 * @module
 */

/** A job that was sent. */
export interface Job {
  /** Id of its message, which is the key of its record. */
  readonly id: string;
  readonly sentAt: number;
  /** Time of its record. */
  readonly doneAt?: number;
}

interface PendingJob {
  readonly sentAt: number;
  /** Start of the last query that did not find its record. */
  readonly missingAt: number;
}

/** A record that a query found. */
export interface FoundRecord {
  readonly id: string;
  /** Time at which it was written, by the clock of the worker's machine. */
  readonly writtenAt: number;
}

export interface JobTracker {
  /** Adds a job; `sentAt` is when its sending began. */
  addSent(id: string, sentAt: number): void;
  /**
   * Returns the ids to query next: those that were not queried for the longest
   * time, at most `count`, each at most once per `pause` milliseconds.
   */
  nextToQuery(now: number, count: number, pause: number): string[];
  /** Adds the result of a query for `ids`, which ran from `queriedAt` to `now`. */
  addQuery(
    ids: readonly string[],
    found: readonly FoundRecord[],
    queriedAt: number,
    now: number,
  ): void;
  /** Number of jobs without a record. */
  readonly pending: number;
  /** Jobs with a record, in the order in which the records were found. */
  readonly done: readonly Job[];
  /** Returns all jobs, those with a record first. */
  jobs(): Job[];
}

export function createJobTracker(): JobTracker {
  // in the order of their last query
  const pending = new Map<string, PendingJob>();
  const done: Job[] = [];
  return {
    addSent(id, sentAt) {
      pending.set(id, { sentAt, missingAt: -Infinity });
    },
    nextToQuery(now, count, pause) {
      const ids: string[] = [];
      for (const [id, { missingAt }] of pending) {
        if (ids.length === count || missingAt > now - pause) break;
        ids.push(id);
      }
      return ids;
    },
    addQuery(ids, found, queriedAt, now) {
      for (const { id, writtenAt } of found) {
        const job = pending.get(id);
        if (!job) continue;
        pending.delete(id);
        const earliest = Math.max(job.sentAt, job.missingAt);
        // the worker's clock may differ from ours
        const doneAt = Math.min(Math.max(writtenAt, earliest), now);
        done.push({ id, sentAt: job.sentAt, doneAt });
      }
      for (const id of ids) {
        const job = pending.get(id);
        if (!job) continue;
        pending.delete(id);
        pending.set(id, { ...job, missingAt: queriedAt });
      }
    },
    get pending() {
      return pending.size;
    },
    done,
    jobs: () => [
      ...done,
      ...Array.from(pending, ([id, { sentAt }]) => ({ id, sentAt })),
    ],
  };
}
