import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Queue } from "../backend.ts";
import { VERSION } from "./version.ts";

/** Upper bounds in seconds: from a small edit to a photo that takes too long. */
const STAGE_BUCKETS = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  readonly registry: Registry;
  /** Counts handled messages by queue and outcome: done, retried, dead-lettered. */
  readonly jobs: Counter<"queue" | "outcome">;
  /** Seconds that each stage took, by service and stage. */
  readonly stages: Histogram<"service" | "stage">;
  /** Runs `work` and records how long it took. */
  time<T>(service: string, stage: string, work: () => Promise<T>): Promise<T>;
  /** Adds the queue's depth to the metrics. */
  watchQueue(queue: Queue): void;
}

const readDepth = async (queue: Queue): Promise<Record<string, number>> => ({
  ...await queue.depth(),
  deadLetters: await queue.deadLetters(),
});

/** Creates a new set of metrics, all at zero. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const watched: Queue[] = [];
  const jobs = new Counter({
    name: "polybot_jobs_total",
    help: "Messages that were handled, by queue and outcome",
    labelNames: ["queue", "outcome"] as const,
    registers,
  });
  const stages = new Histogram({
    name: "polybot_stage_seconds",
    help: "Seconds that a stage of the work took",
    labelNames: ["service", "stage"] as const,
    buckets: STAGE_BUCKETS,
    registers,
  });
  new Gauge({
    name: "polybot_queue_messages",
    help: "Messages on a queue: visible, inFlight, delayed, deadLetters",
    labelNames: ["queue", "state"] as const,
    registers,
    async collect() {
      this.reset();
      for (const queue of watched) {
        // An unreachable queue is left out, since its old numbers would
        // mislead; /health and the consumer's log give the reason.
        const depth = await readDepth(queue).catch(() => ({}));
        for (const [state, count] of Object.entries(depth)) {
          this.set({ queue: queue.name, state }, count);
        }
      }
    },
  });
  new Gauge({
    name: "polybot_version_info",
    help: "Always 1: its label is the version that runs",
    labelNames: ["version"] as const,
    registers,
  }).set({ version: VERSION }, 1);
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the whole process",
    registers,
    collect() {
      this.set(Deno.memoryUsage().rss);
    },
  });
  return {
    registry,
    jobs,
    stages,
    async time(service, stage, work) {
      const end = stages.startTimer({ service, stage });
      try {
        return await work();
      } finally {
        end();
      }
    },
    watchQueue(queue) {
      watched.push(queue);
    },
  };
}
