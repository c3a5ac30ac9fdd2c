/**
 * Watches whether a queue is empty.
 *
 * @module
 */
import type { Queue, QueueDepth } from "../../shared/backend.ts";

/** Minimum milliseconds between two requests for the queue's depth. */
const INTERVAL = 1000;

export interface QueueWatch {
  /** Requests the queue's depth, unless it did so recently. A failed request counts as not empty. */
  update(now: number): Promise<void>;
  /** Time since which every response has shown an empty queue. */
  readonly emptySince: number | undefined;
}

export function watchQueue(queue: Pick<Queue, "depth">): QueueWatch {
  let updatedAt = -Infinity;
  let emptySince: number | undefined;
  return {
    async update(now) {
      if (now - updatedAt < INTERVAL) return;
      updatedAt = now;
      const depth = await queue.depth().catch(() => undefined);
      emptySince = isEmpty(depth) ? emptySince ?? now : undefined;
    },
    get emptySince() {
      return emptySince;
    },
  };
}

const isEmpty = (depth: QueueDepth | undefined) =>
  depth !== undefined && depth.visible + depth.inFlight + depth.delayed === 0;
