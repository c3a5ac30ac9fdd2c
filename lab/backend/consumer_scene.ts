/**
 * Runs consumers on a queue of the embedded backend, and records their outcomes.
 *
 * @module
 */
import { join } from "node:path";
import type { Message, Queue } from "../../shared/backend.ts";
import {
  type Consumer,
  type ConsumerOptions,
  startConsumer,
} from "../../shared/consumer/mod.ts";
import { createLogger } from "../../shared/service/logging.ts";
import { createMetrics } from "../../shared/service/metrics.ts";
import {
  IDENTIFY_QUEUE,
  type QueueSettings,
  RESULTS_QUEUE,
  UPDATES_QUEUE,
} from "../../shared/queue_settings.ts";
import type { LogLine } from "../processes/task.ts";
import { openTemporaryBackend } from "./temporary_backend.ts";

export interface ConsumerScene extends AsyncDisposable {
  readonly queue: Queue;
  /** Starts a consumer; by default its handler does nothing and its retries are quick. */
  start(options: Partial<ConsumerOptions>): Consumer;
  /** Messages dead-lettered so far, with their errors. */
  readonly deadLettered: {
    readonly message: Message;
    readonly error: unknown;
  }[];
  /** Lines of the log so far. */
  log(): LogLine[];
  /** Returns the number of messages with an outcome: `done`, `retried` or `dead-lettered`. */
  count(outcome: string): Promise<number>;
}

/** Opens a scene; disposing stops its consumers. */
export async function openConsumerScene(
  queueSettings: Partial<QueueSettings> = {},
): Promise<ConsumerScene> {
  const opened = await openTemporaryBackend({
    queues: {
      updates: UPDATES_QUEUE,
      identify: { ...IDENTIFY_QUEUE, visibilityTimeout: 30, ...queueSettings },
      results: RESULTS_QUEUE,
    },
  });
  const queue = opened.backend.identify;
  const destination = join(opened.directory, "log");
  const log = createLogger({ level: "debug", destination });
  const metrics = createMetrics();
  const deadLettered: { message: Message; error: unknown }[] = [];
  const consumers: Consumer[] = [];
  return {
    queue,
    deadLettered,
    start({ settings, ...options }) {
      const consumer = startConsumer({
        queue,
        handle: async () => {},
        onDeadLetter: async (message, error) => {
          deadLettered.push({ message, error });
          await Promise.resolve();
        },
        log,
        metrics,
        ...options,
        settings: { retryDelay: 0.02, drain: 1, ...settings },
      });
      consumers.push(consumer);
      return consumer;
    },
    log: () =>
      Deno.readTextFileSync(destination).split("\n").slice(0, -1)
        .map((line) => JSON.parse(line)),
    async count(outcome) {
      const { values } = await metrics.jobs.get();
      return values.find(({ labels }) =>
        labels.outcome === outcome && labels.queue === queue.name
      )?.value ?? 0;
    },
    async [Symbol.asyncDispose]() {
      for (const consumer of consumers) await consumer.stop();
      await opened[Symbol.asyncDispose]();
    },
  };
}

/** Returns the queue, but with messages becoming visible at once; `pauses` collects the seconds they should have been invisible. */
export const withoutPauses = (queue: Queue, pauses: number[]): Queue => ({
  ...queue,
  changeVisibility(message, seconds) {
    pauses.push(seconds);
    return queue.changeVisibility(message, 0);
  },
});
