import { setTimeout as pause } from "node:timers/promises";
import type { Records } from "../backend.ts";
import { RetryLaterError } from "../consumer/mod.ts";
import type { Logger } from "../service/logging.ts";
import { expiry, type UpdateOptions, updateRecord } from "./update_record.ts";

/** Milliseconds after which a lease ends unless it is renewed; it is renewed every third of that. */
export const LEASE_DURATION = 9_000;
const RENEW_EVERY = LEASE_DURATION / 3;

/** Slow writes of a new lease after which {@linkcode withLease} fails. */
export const MAX_SLOW_WRITES = 5;

/** Milliseconds until the outcome is written again after a failure. */
const REWRITE_AFTER = 1_000;

export interface LeaseOptions<T> extends UpdateOptions {
  readonly records: Records<T>;
  readonly key: string;
  /** Returns the record of a lease that ends then, in milliseconds since 1970. */
  readonly leased: (until: number) => T;
  /** Returns when the lease in a record ends; `undefined` if it has none. */
  readonly leasedUntil: (record: T) => number | undefined;
  readonly log: Logger;
}

/**
 * Runs `work` while no other process does, and stores what it returns in place
 * of the lease.
 *
 * ```text
 * record ──take──▶ leased until t ──work succeeds──▶ outcome
 *                  │  ▲    │    ▲
 *                  │  └────┘    └─ t has passed (the process died): taken by another
 *                  │ renewed every 3 s
 *                  └─work fails──▶ leased until 0: can be taken immediately
 * ```
 *
 * Writing the outcome is retried until it succeeds: work that is done must not
 * be repeated as long as a process knows of it.
 *
 * @param version the version of the record to take the lease over; `null` if there is none
 * @return `false` if another process wrote the record first; `work` did not run
 * @throws {RetryLaterError} when the store is too slow to hold a lease in
 */
export async function withLease<T>(
  options: LeaseOptions<T>,
  version: string | null,
  work: () => Promise<T>,
): Promise<boolean> {
  const { records, key, leased, leasedUntil, expireAfter, log } = options;
  /** Every end that was written: they distinguish this lease from others. */
  const ends = new Set<number>();

  function extended(): T {
    const until = Date.now() + LEASE_DURATION;
    ends.add(until);
    return leased(until);
  }

  async function take(): Promise<boolean> {
    let ifVersion = version;
    for (let slow = 0; slow < MAX_SLOW_WRITES; slow++) {
      const started = Date.now();
      const written = await records.put(key, extended(), {
        ifVersion,
        ...expiry(expireAfter),
      });
      if (written === undefined) return false;
      if (Date.now() - started <= RENEW_EVERY) return true;
      ifVersion = written; // too little of the lease is left
    }
    throw new RetryLaterError(
      LEASE_DURATION / 1000,
      `the store is too slow to lease '${key}'`,
    );
  }

  /**
   * Writes over this lease, and over nothing else. It reads the record first,
   * as a write that seemed to fail may have succeeded.
   */
  async function replace(next: () => T) {
    await updateRecord(records, key, (record) => {
      const until = record === undefined ? undefined : leasedUntil(record);
      return until !== undefined && ends.has(until) ? next() : record;
    }, { expireAfter });
  }

  if (!await take()) return false;
  let renewal = Promise.resolve();
  const renewing = setInterval(() => {
    renewal = renewal.then(() => replace(extended))
      .catch((error) => log.warn({ error }, "cannot renew a lease"));
  }, RENEW_EVERY);
  try {
    const outcome = await work();
    await writeUntilStored(
      () => records.put(key, outcome, expiry(expireAfter)),
      log,
    );
  } catch (error) {
    clearInterval(renewing);
    await renewal;
    await replace(() => leased(0))
      .catch((error) => log.warn({ error }, "cannot release a lease"));
    throw error;
  }
  clearInterval(renewing);
  await renewal;
  return true;
}

async function writeUntilStored(write: () => Promise<unknown>, log: Logger) {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      log.error({ error }, "cannot store that the work is done; trying again");
      await pause(REWRITE_AFTER);
    }
  }
}
