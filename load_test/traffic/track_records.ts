/**
 * Follows the records of what was sent until there is nothing more to wait for.
 *
 * @module
 */
import { setTimeout as pause } from "node:timers/promises";
import type { PredictionRecords, Queue } from "../../shared/backend.ts";
import type { Ledger } from "./job_tracker.ts";
import { watchQueue } from "./queue_watch.ts";

export interface FollowOptions {
  readonly ledger: Ledger;
  readonly predictions: Pick<PredictionRecords, "getMany">;
  readonly queue: Pick<Queue, "depth">;
  /** Whether there is more to be sent. */
  readonly isSending: () => boolean;
  /** Seconds without any new record, once all is sent, after which it ends. */
  readonly timeout: number;
  /** Seconds that the queue must be empty, once all is sent, for what has no record then to have failed. */
  readonly settle: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Told about four times a second. */
  readonly onLook: () => void;
  /** Told of a record that was found. */
  readonly onFound: (predictedImgPath: string) => void;
  /** Told when the records cannot be read, and it tries again. */
  readonly onError: (error: unknown) => void;
}

/**
 * Why it ended: every message has its record; the rest left the queue without
 * one; no record came for too long; it was told to.
 */
export type End = "complete" | "settled" | "timeout" | "interrupted";

/** Milliseconds: between two looks, and between two looks for the same record. */
const INTERVAL = 250;
const PAUSE = 1000;
/** Records that one look asks for. */
const MAX_LOOK = 500;

/** Follows the records to an end. */
export async function followRecords(options: FollowOptions): Promise<End> {
  const { ledger, isSending, timeout, settle, signal, onLook } = options;
  const queue = watchQueue(options.queue);
  let done = -1;
  let newestAt = Date.now();
  while (true) {
    const interrupted = signal.aborted;
    if (interrupted) await lookForAll(options);
    else await look(options, PAUSE);
    onLook();
    const now = Date.now();
    if (isSending() || ledger.done.length > done) newestAt = now;
    done = ledger.done.length;
    if (!isSending() && ledger.pending === 0) return "complete";
    if (interrupted) return "interrupted";
    if (now - newestAt > timeout * 1000) return "timeout";
    await queue.look(now);
    const { emptySince = Infinity } = queue;
    if (now - Math.max(newestAt, emptySince) > settle * 1000) {
      await lookForAll(options);
      return ledger.pending === 0 ? "complete" : "settled";
    }
    await pause(INTERVAL, undefined, { signal }).catch(() => {});
  }
}

/** Looks for the records whose turn it is. @return for how many; 0 also where they cannot be read */
async function look(
  { ledger, predictions, onFound, onError }: FollowOptions,
  pauseBetween: number,
): Promise<number> {
  const asked = Date.now();
  const ids = ledger.due(asked, MAX_LOOK, pauseBetween);
  if (ids.length === 0) return 0;
  try {
    const records = await predictions.getMany(ids);
    const found = Array.from(records, ([id, { value }]) => ({
      id,
      madeAt: Date.parse(value.time),
    }));
    ledger.looked(ids, found, asked, Date.now());
    for (const { value } of records.values()) onFound(value.predictedImgPath);
    return ids.length;
  } catch (error) {
    onError(error);
    return 0;
  }
}

/** Looks once for every record that is missing. */
async function lookForAll(options: FollowOptions): Promise<void> {
  for (let left = options.ledger.pending; left > 0;) {
    left -= await look(options, 0) || left;
  }
}
