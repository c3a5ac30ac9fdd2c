import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { createMetrics } from "./metrics.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";

/** Returns the value of a series in Prometheus' text format. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split("\n").find((line) => line.startsWith(series + " "));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

Deno.test("metrics show the depth of each watched queue", async () => {
  await using opened = await openTemporaryBackend();
  const { identify, results } = opened.backend;
  const metrics = createMetrics();
  metrics.watchQueue(identify);
  metrics.watchQueue(results);
  for (let count = 0; count < 3; count++) await identify.send("job");
  await identify.send("later", { delay: 900 });
  await identify.receive({ wait: 0 });
  const doomed = await identify.receive({ wait: 0 });
  assert(doomed);
  await identify.moveToDeadLetters(doomed);

  const text = await metrics.registry.metrics();
  for (
    const [queue, state, expected] of [
      ["talo-sqs-identify", "visible", 1],
      ["talo-sqs-identify", "inFlight", 1],
      ["talo-sqs-identify", "delayed", 1],
      ["talo-sqs-identify", "deadLetters", 1],
      ["talo-sqs-results", "visible", 0],
    ]
  ) {
    const series = `polybot_queue_messages{queue="${queue}",state="${state}"}`;
    assertEquals(valueOf(text, series), expected);
  }
});

Deno.test("metrics leave out a queue that cannot be reached", async () => {
  await using opened = await openTemporaryBackend();
  const metrics = createMetrics();
  metrics.watchQueue(opened.backend.identify);
  await opened.backend.identify.send("job");
  await metrics.registry.metrics();
  await opened.backend.close();
  const text = await metrics.registry.metrics();
  assertStringIncludes(text, "process_resident_memory_bytes");
  assertEquals(text.includes('queue="talo-sqs-identify"'), false);
});

Deno.test("time() returns the result of the stage, and counts it by service and stage", async () => {
  const metrics = createMetrics();
  assertEquals(await metrics.time("yolo5", "detect", async () => await 5), 5);
  const text = await metrics.registry.metrics();
  const labels = 'service="yolo5",stage="detect"';
  assertEquals(valueOf(text, `polybot_stage_seconds_count{${labels}}`), 1);
});

Deno.test("time() counts a failed stage, and rethrows its error", async () => {
  const metrics = createMetrics();
  await assertRejects(
    () => metrics.time("a", "b", () => Promise.reject(new RangeError("no"))),
    RangeError,
    "no",
  );
  const text = await metrics.registry.metrics();
  assertEquals(
    valueOf(text, 'polybot_stage_seconds_count{service="a",stage="b"}'),
    1,
  );
});

Deno.test("createMetrics() starts at zero each time", async () => {
  const first = createMetrics();
  first.jobs.inc({ queue: "a", outcome: "done" });
  const second = createMetrics();
  const series = 'polybot_jobs_total{queue="a",outcome="done"}';
  assertEquals(valueOf(await first.registry.metrics(), series), 1);
  assertEquals(valueOf(await second.registry.metrics(), series), undefined);
});

Deno.test("metrics show the memory of the process", async () => {
  const text = await createMetrics().registry.metrics();
  const bytes = valueOf(text, "process_resident_memory_bytes") ?? 0;
  assert(bytes > 10_000_000, String(bytes));
});

Deno.test("metrics show the running version", async () => {
  assertStringIncludes(
    await createMetrics().registry.metrics(),
    'polybot_version_info{version="development"} 1',
  );
});
