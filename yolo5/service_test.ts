import { assert, assertEquals } from "@std/assert";
import { PredictionResult } from "../shared/contracts.ts";
import { silentLogger } from "../shared/service/logging.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import { openTemporaryBackend } from "../lab/backend/temporary_backend.ts";
import { until } from "../lab/until.ts";
import { type Detector, openDetector } from "./model/detector.ts";
import { startYolo5 } from "./service.ts";

const PICTURES = new URL("../shared/pictures/samples/", import.meta.url);

/** Starts the service on a temporary backend that contains three pictures. */
async function openService(
  change: (detector: Detector) => Detector = (detector) => detector,
) {
  const temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const detector = await openDetector({ threads: 1 });
  for (const name of ["astronaut.png", "chelsea.png", "coffee.png"]) {
    const bytes = await Deno.readFile(new URL(name, PICTURES));
    await backend.objects.put(`images/${name}`, bytes, "image/png");
  }
  const service = startYolo5({
    backend,
    detector: change(detector),
    log: silentLogger,
    metrics: createMetrics(),
  });
  return {
    backend,
    service,
    async result(): Promise<PredictionResult> {
      const message = await backend.results.receive({ wait: 20 });
      assert(message, "no result arrived");
      await backend.results.delete(message);
      return PredictionResult.parse(JSON.parse(message.body));
    },
    async [Symbol.asyncDispose]() {
      await service.stop();
      await detector.close();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

Deno.test("every job on the queue gets a result and is deleted", async () => {
  await using yolo5 = await openService();
  const { backend } = yolo5;
  const ids = new Set<string>();
  for (const imgName of ["astronaut.png", "gone.png", "chelsea.png"]) {
    ids.add(
      await backend.identify.send(JSON.stringify({ chatId: "1", imgName })),
    );
  }
  const results = [
    await yolo5.result(),
    await yolo5.result(),
    await yolo5.result(),
  ];
  assertEquals(new Set(results.map((one) => one.predictionId)), ids);
  assertEquals(
    results.map(({ status }) => status).toSorted(),
    ["failed", "succeeded", "succeeded"],
  );
  await yolo5.service.stop();
  const { visible, inFlight } = await backend.identify.depth();
  assertEquals([visible, inFlight], [0, 0]);
  assertEquals(await backend.identify.deadLetters(), 0);
});

Deno.test("a message that is not a job is dead-lettered, and the next one is handled", async () => {
  await using yolo5 = await openService();
  const { backend } = yolo5;
  await backend.identify.send(`{"chatId":"1"}`);
  assertEquals((await yolo5.result()).status, "failed");
  await backend.identify.send(`{"chatId":"1","imgName":"coffee.png"}`);
  assertEquals((await yolo5.result()).status, "succeeded");
  assertEquals(await backend.identify.deadLetters(), 1);
});

Deno.test("the next pictures are downloaded while the first is in the detector, and a fourth job stays on the queue", async () => {
  const detecting = Promise.withResolvers<void>();
  await using yolo5 = await openService((detector) => ({
    ...detector,
    async detect(...args) {
      await detecting.promise;
      return await detector.detect(...args);
    },
  }));
  const { backend } = yolo5;
  const downloaded: string[] = [];
  const { get } = backend.objects;
  backend.objects.get = async (key) => {
    const bytes = await get(key);
    downloaded.push(key);
    return bytes;
  };
  const names = ["astronaut.png", "chelsea.png", "coffee.png", "coffee.png"];
  for (const imgName of names) {
    await backend.identify.send(JSON.stringify({ chatId: "1", imgName }));
  }
  await until(() => downloaded.length === 3);
  const { visible, inFlight } = await backend.identify.depth();
  assertEquals([visible, inFlight], [1, 3]);
  assertEquals((await backend.results.depth()).visible, 0);

  detecting.resolve();
  for (const _ of names) await yolo5.result();
  assertEquals(downloaded.toSorted(), names.map((name) => `images/${name}`));
});

Deno.test("stop() finishes jobs in flight and leaves the others on the queue", async () => {
  await using yolo5 = await openService();
  const { backend } = yolo5;
  const job = JSON.stringify({ chatId: "1", imgName: "chelsea.png" });
  for (let index = 0; index < 20; index++) await backend.identify.send(job);
  await yolo5.result();
  await yolo5.service.stop();
  const { visible, inFlight } = await backend.identify.depth();
  const sent = (await backend.results.depth()).visible + 1;
  assertEquals(inFlight, 0);
  assert(visible > 0);
  assertEquals(visible + sent, 20);
});
