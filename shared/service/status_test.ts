import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Queue } from "../backend.ts";
import { createMetrics } from "./metrics.ts";
import { statusRoutes } from "./status.ts";

const queue = (depth: Queue["depth"]) =>
  ({ name: "q", depth, deadLetters: () => Promise.resolve(2) }) as Queue;
const healthy = queue(() =>
  Promise.resolve({ visible: 3, inFlight: 1, delayed: 0 })
);
const failing = queue(() => Promise.reject(new Error("database is locked")));

Deno.test("GET /health returns 200 while the queues can be reached", async () => {
  const app = statusRoutes({
    metrics: createMetrics(),
    queues: [healthy],
    version: "1",
  });
  const response = await app.request("/health");
  assertEquals(response.status, 200);
  assertEquals(await response.json(), { status: "ok", version: "1" });
});

Deno.test("GET /health returns 503 with the reason when a queue cannot be reached", async () => {
  const app = statusRoutes({
    metrics: createMetrics(),
    queues: [healthy, failing],
    version: "1",
  });
  const response = await app.request("/health");
  assertEquals(response.status, 503);
  assertEquals((await response.json()).reason, "database is locked");
});

Deno.test("GET /health and /metrics query the queues once for many requests", async () => {
  let queries = 0;
  const counting = queue(() => {
    queries++;
    return Promise.resolve({ visible: 0, inFlight: 0, delayed: 0 });
  });
  const metrics = createMetrics();
  metrics.watchQueue(counting);
  const app = statusRoutes({ metrics, queues: [counting], version: "1" });
  for (const path of ["/health", "/metrics"]) {
    queries = 0;
    for (let time = 0; time < 20; time++) {
      assertEquals((await app.request(path)).status, 200);
    }
    assertEquals(queries, 1, path);
  }
});

Deno.test("GET /metrics shows the depth of watched queues", async () => {
  const metrics = createMetrics();
  metrics.watchQueue(healthy);
  const app = statusRoutes({ metrics, queues: [healthy], version: "1" });
  const text = await (await app.request("/metrics")).text();
  assertStringIncludes(
    text,
    'polybot_queue_messages{queue="q",state="visible"} 3',
  );
  assertStringIncludes(
    text,
    'polybot_queue_messages{queue="q",state="deadLetters"} 2',
  );
});
