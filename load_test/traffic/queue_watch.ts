/**
 * Whether there is anything on a queue, asked once in a while.
 *
 * @module
 */
import type { Queue, QueueDepth } from "../../shared/backend.ts";

/** How often the queue is asked, in milliseconds. */
const INTERVAL = 1000;

export interface QueueWatch {
  /** Asks the queue, if it was not just asked. A queue that does not answer counts as not empty. */
  look(now: number): Promise<void>;
  /** Since when every answer was that it is empty. */
  readonly emptySince: number | undefined;
}

/** Begins to watch. */
export function watchQueue(queue: Pick<Queue, "depth">): QueueWatch {
  let askedAt = -Infinity;
  let emptySince: number | undefined;
  return {
    async look(now) {
      if (now - askedAt < INTERVAL) return;
      askedAt = now;
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
