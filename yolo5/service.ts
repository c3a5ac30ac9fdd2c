/**
 * The service that looks at pictures: jobs in, results out.
 *
 * @module
 */
import { startConsumer } from "../shared/consumer/mod.ts";
import { giveUpJob, handleJob, type Yolo5 } from "./worker.ts";

export interface Yolo5Service {
  /** Stops taking jobs and finishes those in hand. */
  stop(): Promise<void>;
}

/**
 * One picture is looked at, the next is fetched meanwhile, and the one before
 * stored: so the detector need not wait. What would wait for it beyond that
 * may as well wait on the queue, for any machine.
 */
const SLOTS = 3;

/** Starts to take jobs. The detector stays the caller's, who closes it after `stop()`. */
export function startYolo5(yolo5: Yolo5): Yolo5Service {
  const { backend, log, metrics } = yolo5;
  const consumer = startConsumer({
    queue: backend.identify,
    handle: (message) => handleJob(yolo5, message),
    onDeadLetter: (message, error) => giveUpJob(yolo5, message, error),
    log,
    metrics,
    settings: { slots: SLOTS },
  });
  return { stop: () => consumer.stop() };
}
