/**
 * What became of each message, by the clock of this machine: milliseconds
 * since 1970.
 *
 * @module
 */

/** A message that was sent. */
export interface Job {
  /** The message's id, which is the key of its record. */
  readonly id: string;
  readonly sentAt: number;
  /** When its record was made. */
  readonly doneAt?: number;
}

interface Pending {
  readonly sentAt: number;
  /** When it was last looked for, and not there. */
  readonly missedAt: number;
}

/** A record that was found. */
export interface Found {
  readonly id: string;
  /** When it was made, by the clock of the worker's machine. */
  readonly madeAt: number;
}

export interface Ledger {
  /** Notes that a message was sent; `sentAt` is when its sending began. */
  sent(id: string, sentAt: number): void;
  /**
   * The ids to look for: those whose turn it is, `count` at most. Each is
   * looked for once in `pause` milliseconds at most.
   */
  due(now: number, count: number, pause: number): string[];
  /** Notes a look that began at `asked` and ended at `now`: what is not among `found` had no record then. */
  looked(
    ids: readonly string[],
    found: readonly Found[],
    asked: number,
    now: number,
  ): void;
  /** Messages without a record. */
  readonly pending: number;
  /** Messages with a record, in the order in which it was found. */
  readonly done: readonly Job[];
  /** All messages, those with a record first. */
  jobs(): Job[];
}

/** An empty ledger. */
export function openLedger(): Ledger {
  // in the order of their last look
  const pending = new Map<string, Pending>();
  const done: Job[] = [];
  return {
    sent(id, sentAt) {
      pending.set(id, { sentAt, missedAt: -Infinity });
    },
    due(now, count, pause) {
      const ids: string[] = [];
      for (const [id, { missedAt }] of pending) {
        if (ids.length === count || missedAt > now - pause) break;
        ids.push(id);
      }
      return ids;
    },
    looked(ids, found, asked, now) {
      for (const { id, madeAt } of found) {
        const job = pending.get(id);
        if (!job) continue;
        pending.delete(id);
        const earliest = Math.max(job.sentAt, job.missedAt);
        // the worker's clock may differ from ours; what we saw does not
        const doneAt = Math.min(Math.max(madeAt, earliest), now);
        done.push({ id, sentAt: job.sentAt, doneAt });
      }
      for (const id of ids) {
        const job = pending.get(id);
        if (!job) continue;
        pending.delete(id);
        pending.set(id, { ...job, missedAt: asked });
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
