import { Hono } from "hono";
import type { Queue } from "../backend.ts";
import type { Metrics } from "./metrics.ts";
import { cacheFor } from "./cache_for.ts";

/** Seconds that a response is reused, because each one queries the queues, and a load balancer sends several requests at the same time. */
const MAX_AGE = 1;

/**
 * Serves `GET /health`: 200 while the queues can be reached, otherwise 503 with
 * the reason; and `GET /metrics` in Prometheus' text format. Answers are at most
 * {@linkcode MAX_AGE} old.
 */
export function statusRoutes(
  { metrics, queues, version }: {
    metrics: Metrics;
    queues: readonly Queue[];
    version: string;
  },
): Hono {
  const app = new Hono();
  const checkQueues = cacheFor(
    MAX_AGE,
    () => Promise.all(queues.map((queue) => queue.depth())),
  );
  const readMetrics = cacheFor(MAX_AGE, () => metrics.registry.metrics());
  app.get("/health", async (c) => {
    try {
      await checkQueues();
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
