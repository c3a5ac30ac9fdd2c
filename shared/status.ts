/**
 * What an operator and a load balancer ask a service: is it well, what did it do.
 *
 * @module
 */
import { Hono } from "hono";
import type { Queue } from "./backend.ts";
import type { Metrics } from "./metrics.ts";

/**
 * `GET /health`: 200 while the queues can be reached, else 503, with what is
 * wrong. `GET /metrics`: Prometheus' text format.
 */
export function statusRoutes(
  { metrics, queues, version }: {
    metrics: Metrics;
    queues: readonly Queue[];
    version: string;
  },
): Hono {
  const app = new Hono();
  app.get("/health", async (c) => {
    try {
      await Promise.all(queues.map((queue) => queue.depth()));
      return c.json({ status: "ok", version });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return c.json({ status: "failing", version, reason }, 503);
    }
  });
  app.get("/metrics", async (c) => {
    c.header("content-type", metrics.registry.contentType);
    return c.body(await metrics.registry.metrics());
  });
  return app;
}
