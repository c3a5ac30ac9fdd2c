import { blankPicture } from "../lab/pictures/small_pictures.ts";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UnreadableMessageError } from "../shared/consumer/mod.ts";
import { PredictionResult } from "../shared/contracts.ts";
import { silentLogger } from "../shared/service/logging.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import { decodePicture } from "../shared/pictures/decode.ts";
import { encodePicture } from "../shared/pictures/encode.ts";
import { openTemporaryBackend } from "../lab/backend/temporary_backend.ts";
import { openDetector } from "./model/detector.ts";
import { PREDICTION_AGE } from "../shared/retention.ts";
import { handleJob, reportDeadLetter, type Yolo5 } from "./worker.ts";

const PICTURES = new URL("../shared/pictures/samples/", import.meta.url);
const CHELSEA = await Deno.readFile(new URL("chelsea.png", PICTURES));

/** Opens a worker on a backend that contains the cat. */
async function openWorker() {
  const temporary = await openTemporaryBackend();
  const { backend } = temporary;
  const detector = await openDetector({ threads: 1 });
  await backend.objects.put("images/7/cat.png", CHELSEA, "image/png");
  const yolo5: Yolo5 = {
    backend,
    detector,
    log: silentLogger,
    metrics: createMetrics(),
  };
  return {
    backend,
    yolo5,
    /** Handles a job as the body of a message. */
    handle: (job: unknown, id = "m1") =>
      handleJob(yolo5, messageOf(JSON.stringify(job), id)),
    async result(): Promise<PredictionResult | undefined> {
      const message = await backend.results.receive({ wait: 0 });
      if (!message) return undefined;
      await backend.results.delete(message);
      return PredictionResult.parse(JSON.parse(message.body));
    },
    async [Symbol.asyncDispose]() {
      await detector.close();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

const messageOf = (body: string, id = "m1") => ({
  id,
  body,
  receiveCount: 1,
  receipt: "r",
});

const CAT = { chatId: "7", imgName: "7/cat.png" };

Deno.test("a job of two fields gives an annotated picture, a record and a result", async () => {
  await using worker = await openWorker();
  const { backend } = worker;
  await worker.handle(CAT);
  assertEquals(await worker.result(), {
    kind: "prediction",
    predictionId: "m1",
    chatId: "7",
    status: "succeeded",
  });

  const stored = await backend.predictions.get("m1");
  assert(stored);
  const { labels, time, ...rest } = stored.value;
  assertEquals(rest, {
    predictionId: "m1",
    chatId: 7,
    originalImgPath: "images/7/cat.png",
    predictedImgPath: "images/7/cat-m1-predicted.jpg",
  });
  assertMatch(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const age = (stored.expiresAt?.getTime() ?? 0) - Date.now();
  assertAlmostEquals(age / 1000, PREDICTION_AGE, 60);
  const [label] = labels;
  assert(label && labels.length === 1);
  assertEquals(label.class, "cat");
  // 2, 0, 439, 297 of 451 × 300 pixels
  assertAlmostEquals(label.cx, 220.5 / 451, 0.01);
  assertAlmostEquals(label.cy, 148.5 / 300, 0.01);
  assertAlmostEquals(label.width, 437 / 451, 0.01);
  assertAlmostEquals(label.height, 297 / 300, 0.01);
  assertAlmostEquals(label.score, 0.388, 0.02);

  const annotated = await backend.objects.get(rest.predictedImgPath);
  const { picture, format } = await decodePicture(annotated);
  assertEquals([format, picture.width, picture.height], ["jpeg", 451, 300]);
  const { picture: original } = await decodePicture(CHELSEA);
  assert(differingPixels(picture.bitmap, original.bitmap) > 1000);
});

/** Counts pixels that differ by more than JPEG compression changes them. */
function differingPixels(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let count = 0;
  for (let at = 0; at < a.length; at += 4) {
    const differs = [at, at + 1, at + 2].some((channel) =>
      Math.abs((a[channel] as number) - (b[channel] as number)) > 60
    );
    if (differs) count++;
  }
  return count;
}

Deno.test("a result repeats the fields that polybot needs for its answer", async () => {
  await using worker = await openWorker();
  await worker.handle({
    ...CAT,
    chatId: -100123,
    replyTo: 5,
    requestId: "q",
    asDocument: true,
    somethingNew: [1],
  });
  assertEquals(await worker.result(), {
    kind: "prediction",
    predictionId: "m1",
    chatId: "-100123",
    status: "succeeded",
    replyTo: 5,
    requestId: "q",
    asDocument: true,
  });
});

Deno.test("a job may set classes and a confidence", async () => {
  await using worker = await openWorker();
  const found = async (filter: object, id: string) => {
    await worker.handle({ ...CAT, ...filter }, id);
    const stored = await worker.backend.predictions.get(id);
    return stored?.value.labels.map((label) => label.class);
  };
  assertEquals(await found({ classes: ["Cat ", "dog"] }, "a"), ["cat"]);
  assertEquals(await found({ classes: ["dog"] }, "b"), []);
  assertEquals(await found({ confidence: 0.9 }, "c"), []);
  assertEquals(await found({ classes: [], confidence: 0.3 }, "d"), ["cat"]);
});

Deno.test("a redelivered job writes the same record and keeps its delivery time", async () => {
  await using worker = await openWorker();
  const { predictions, objects } = worker.backend;
  await worker.handle(CAT);
  const first = await predictions.get("m1");
  assert(first);
  const annotated = await objects.get(first.value.predictedImgPath);
  const answered = { ...first.value, deliveredAt: new Date().toISOString() };
  await predictions.put("m1", answered);

  await worker.handle(CAT);
  assertEquals((await predictions.get("m1"))?.value, answered);
  assertEquals(await objects.get(first.value.predictedImgPath), annotated);
  assertEquals((await worker.result())?.status, "succeeded");
  assertEquals((await worker.result())?.status, "succeeded");
});

Deno.test("a delivery time that is written between reading and writing the record is kept", async () => {
  await using worker = await openWorker();
  await worker.handle(CAT);
  const { predictions } = worker.backend;
  const { put } = predictions;
  let puts = 0;
  predictions.put = async (key, value, options) => {
    puts++;
    // the first put finds an existing record, the second has read it
    if (puts === 2) {
      await put(key, { ...value, deliveredAt: "2026-01-01T00:00:00.000Z" });
    }
    return await put(key, value, options);
  };
  await worker.handle(CAT);
  assertEquals(puts, 3);
  const { value } = await predictions.get("m1") ?? {};
  assertEquals(value?.deliveredAt, "2026-01-01T00:00:00.000Z");
});

Deno.test("a job that is handled for the first time writes its record without reading", async () => {
  await using worker = await openWorker();
  const { predictions } = worker.backend;
  const { get } = predictions;
  predictions.get = () => Promise.reject(new Error("read"));
  await worker.handle(CAT);
  assertEquals((await get("m1"))?.value.labels.length, 1);
});

Deno.test("a job that can never succeed gets a result with the reason", async () => {
  await using worker = await openWorker();
  const { objects } = worker.backend;
  const text = new TextEncoder().encode("<html>");
  await objects.put("images/page.jpg", text, "image/jpeg");
  await objects.put("images/half.png", CHELSEA.slice(0, 9000), "image/png");
  const line = await encodePicture(blankPicture(70_000, 1), "png");
  await objects.put("images/line.png", line, "image/png");
  const jobs: [object, string][] = [
    [{ chatId: "7", imgName: "line.png" }, "a side"],
    [{ chatId: "7", imgName: "gone.jpg" }, "send it again"],
    [{ chatId: "7", imgName: "page.jpg" }, "not a picture that I can read"],
    [{ chatId: "7", imgName: "half.png" }, "damaged or cut off"],
    [{ ...CAT, classes: ["cat", "unicorn"] }, "cannot look for “unicorn”"],
  ];
  for (const [job, reason] of jobs) {
    await worker.handle({ ...job, replyTo: 3, requestId: "q" });
    const result = await worker.result();
    assertEquals(result?.status, "failed");
    assertEquals([result?.replyTo, result?.requestId], [3, "q"]);
    assertStringIncludes(result?.reason ?? "", reason);
    assertEquals(await worker.backend.predictions.get("m1"), undefined);
  }
});

Deno.test("a job that may succeed later throws and sends nothing", async () => {
  await using worker = await openWorker();
  worker.backend.objects.get = () => Promise.reject(new Error("no network"));
  await assertRejects(() => worker.handle(CAT), Error, "no network");
  assertEquals(await worker.result(), undefined);
});

Deno.test("a message that is not a job throws UnreadableMessageError", async () => {
  await using worker = await openWorker();
  for (const body of ["{", "{}", `{"chatId":"7","imgName":"../secrets"}`]) {
    await assertRejects(
      () => handleJob(worker.yolo5, messageOf(body)),
      UnreadableMessageError,
    );
  }
});

Deno.test("a dead-lettered job gets a result if it has an addressee", async () => {
  await using worker = await openWorker();
  const { yolo5 } = worker;
  const body = JSON.stringify({ ...CAT, replyTo: 3, requestId: "q" });
  await reportDeadLetter(yolo5, messageOf(body), new Error("no network"));
  const { reason, ...result } = await worker.result() ?? {};
  assertEquals(result as unknown, {
    kind: "prediction",
    predictionId: "m1",
    chatId: "7",
    status: "failed",
    replyTo: 3,
    requestId: "q",
  });
  assertStringIncludes(reason ?? "", "tried several times");

  const unreadable = new UnreadableMessageError("no imgName");
  await reportDeadLetter(
    yolo5,
    messageOf(`{"chatId":7,"replyTo":"x"}`),
    unreadable,
  );
  const answer = await worker.result();
  assertEquals([answer?.chatId, answer?.replyTo], ["7", undefined]);
  assertStringIncludes(answer?.reason ?? "", "could not make out");

  for (const body of ["{", "{}", "null"]) {
    await reportDeadLetter(yolo5, messageOf(body), unreadable);
  }
  assertEquals(await worker.result(), undefined);
});

Deno.test("each stage is timed", async () => {
  await using worker = await openWorker();
  await worker.handle(CAT);
  const metrics = await worker.yolo5.metrics.registry.metrics();
  const before = ["download", "decode", "wait", "detect"];
  const after = ["draw", "upload", "record", "send"];
  for (const stage of [...before, ...after]) {
    assertStringIncludes(
      metrics,
      `polybot_stage_seconds_count{service="yolo5",stage="${stage}"} 1`,
    );
  }
});
