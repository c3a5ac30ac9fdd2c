/**
 * Runs the detection service: takes jobs off the identify queue and sends results.
 *
 * @module
 */
import { startConsumer } from "../shared/consumer/mod.ts";
import { handleJob, reportDeadLetter, type Yolo5 } from "./worker.ts";

export interface Yolo5Service {
  /** Stops taking jobs and finishes those in flight. */
  stop(): Promise<void>;
}

/**
 * Jobs handled at the same time. While one picture is in the detector, the next
 * is downloaded and the previous one uploaded, so that the detector never
 * waits. Further jobs stay on the queue, where any machine can take them.
 */
export const SLOTS = 3;

/** Starts taking jobs. The caller closes the detector after `stop()`. */
export function startYolo5(yolo5: Yolo5): Yolo5Service {
  const { backend, log, metrics } = yolo5;
  const consumer = startConsumer({
    queue: backend.identify,
    handle: (message) => handleJob(yolo5, message),
    onDeadLetter: (message, error) => reportDeadLetter(yolo5, message, error),
    log,
    metrics,
    settings: { slots: SLOTS },
  });
  return { stop: () => consumer.stop() };
}
