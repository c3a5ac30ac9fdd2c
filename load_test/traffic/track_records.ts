/**
 * Waits for the records of the jobs that were sent.
 *
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import type { PredictionRecords, Queue } from "../../shared/backend.ts";
import type { JobTracker } from "./job_tracker.ts";
import { watchQueue } from "./queue_watch.ts";

export interface TrackingOptions {
  readonly tracker: JobTracker;
  readonly predictions: Pick<PredictionRecords, "getMany">;
  readonly queue: Pick<Queue, "depth">;
  /** Tells whether more jobs will be sent. */
  readonly isSending: () => boolean;
  /** Seconds to wait for one more record once everything is sent. */
  readonly timeout: number;
  /** Seconds that the queue must be empty, once everything is sent, before jobs without a record count as failed. */
  readonly settle: number;
  /** Ends the tracking early. */
  readonly signal: AbortSignal;
  /** Called after every query, about four times a second. */
  readonly onQuery: () => void;
  /** Called with the picture of every record that is found. */
  readonly onFound: (predictedImgPath: string) => void;
  /** Called when a query fails; it is repeated. */
  readonly onError: (error: unknown) => void;
}

/**
 * Reason for the end of the tracking: every job has a record (`complete`), the
 * queue is empty but some jobs have none (`settled`), no record arrived for too
 * long (`timeout`), or it was interrupted.
 */
export type End = "complete" | "settled" | "timeout" | "interrupted";

/** Milliseconds between two queries. */
const QUERY_INTERVAL = 250;
/** Minimum milliseconds between two queries for the same record. */
const RECORD_INTERVAL = 1000;
/** Maximum records of one query. */
const MAX_RECORDS = 500;

/** Queries the records until there is nothing more to wait for. */
export async function trackRecords(options: TrackingOptions): Promise<End> {
  const { tracker, isSending, timeout, settle, signal, onQuery } = options;
  const queue = watchQueue(options.queue);
  let done = -1;
  let lastChangeAt = Date.now();
  while (true) {
    const interrupted = signal.aborted;
    if (interrupted) await queryAll(options);
    else await query(options, RECORD_INTERVAL);
    onQuery();
    const now = Date.now();
    if (isSending() || tracker.done.length > done) lastChangeAt = now;
    done = tracker.done.length;
    if (!isSending() && tracker.pending === 0) return "complete";
    if (interrupted) return "interrupted";
    if (now - lastChangeAt > timeout * 1000) return "timeout";
    await queue.update(now);
    const { emptySince = Infinity } = queue;
    if (now - Math.max(lastChangeAt, emptySince) > settle * 1000) {
      await queryAll(options);
      return tracker.pending === 0 ? "complete" : "settled";
    }
    await delay(QUERY_INTERVAL, undefined, { signal }).catch(() => {});
  }
}

/** Queries the next records, and returns their number; 0 also when the query fails. */
async function query(
  { tracker, predictions, onFound, onError }: TrackingOptions,
  recordInterval: number,
): Promise<number> {
  const queriedAt = Date.now();
  const ids = tracker.nextToQuery(queriedAt, MAX_RECORDS, recordInterval);
  if (ids.length === 0) return 0;
  try {
    const records = await predictions.getMany(ids);
    const found = Array.from(records, ([id, { value }]) => ({
      id,
      writtenAt: Date.parse(value.time),
    }));
    tracker.addQuery(ids, found, queriedAt, Date.now());
    for (const { value } of records.values()) onFound(value.predictedImgPath);
    return ids.length;
  } catch (error) {
    onError(error);
    return 0;
  }
}

/** Queries every missing record once. */
async function queryAll(options: TrackingOptions): Promise<void> {
  for (let left = options.tracker.pending; left > 0;) {
    left -= await query(options, 0) || left;
  }
}
