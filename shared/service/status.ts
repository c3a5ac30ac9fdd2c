/**
 * What an operator and a load balancer ask a service: is it well, what did it do.
 *
 * @module
 */
import { Hono } from "hono";
import type { Queue } from "../backend.ts";
import type { Metrics } from "./metrics.ts";
import { remembered } from "./cache_for.ts";

/** Seconds that an answer stands: each asks the queues, and a load balancer asks from several places at once. */
const AGE = 1;

/**
 * `GET /health`: 200 while the queues can be reached, else 503, with what is
 * wrong. `GET /metrics`: Prometheus' text format. Both as it was a second ago
 * at most.
 */
export function statusRoutes(
  { metrics, queues, version }: {
    metrics: Metrics;
    queues: readonly Queue[];
    version: string;
  },
): Hono {
  const app = new Hono();
  const askQueues = remembered(
    AGE,
    () => Promise.all(queues.map((queue) => queue.depth())),
  );
  const readMetrics = remembered(AGE, () => metrics.registry.metrics());
  app.get("/health", async (c) => {
    try {
      await askQueues();
      return c.json({ status: "ok", version });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return c.json({ status: "failing", version, reason }, 503);
    }
  });
  app.get("/metrics", async (c) => {
    c.header("content-type", metrics.registry.contentType);
    return c.body(await readMetrics());
  });
  return app;
}
