import { assertEquals } from "@std/assert";
import { mock } from "node:test";
import sharp from "sharp";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { plainPng, RED } from "../../lab/pictures/plain_pictures.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import { createMetrics } from "../../shared/service/metrics.ts";
import type { Polybot } from "../polybot.ts";
import type { Photo } from "../telegram/photos.ts";
import { answerPrediction } from "./answer_prediction.ts";
import { answerCaption } from "./answer_caption.ts";

/** Counts the calls of an object's methods, by name. */
function countCalls<T extends object>(records: T) {
  const calls: Record<string, number> = {};
  const counted = new Proxy(records, {
    get: (target, name: string) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => {
        calls[name] = (calls[name] ?? 0) + 1;
        return method.apply(target, args);
      };
    },
  });
  return { counted, calls };
}

/** Opens a polybot whose replies are discarded. */
async function openPolybot(pictures: Uint8Array[] = []) {
  const temporary = await openTemporaryBackend();
  const answers = countCalls(temporary.backend.answers);
  const predictions = countCalls(temporary.backend.predictions);
  const sent = () => Promise.resolve(true);
  const api = { sendChatAction: sent, sendMessage: sent, sendPhoto: sent };
  const polybot: Polybot = {
    api: api as unknown as Polybot["api"],
    backend: {
      ...temporary.backend,
      answers: answers.counted,
      predictions: predictions.counted,
    },
    download: () => Promise.resolve(pictures.shift() ?? new Uint8Array()),
    log: silentLogger,
    metrics: createMetrics(),
  };
  return {
    polybot,
    reads: { answers: answers.calls, predictions: predictions.calls },
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

const photo = (messageId: number): Photo => ({
  messageId,
  fileId: `file-${messageId}`,
  isDocument: false,
});

/** Returns the number of picture headers that are read to answer a caption. */
async function headerReads(caption: string, count: number) {
  const files = Array.from({ length: count }, () => plainPng(40, 20, RED));
  await using scene = await openPolybot(await Promise.all(files));
  const metadata = mock.method(sharp.prototype, "metadata");
  const photos = [photo(1), ...files.slice(1).map((_, at) => photo(at + 2))];
  const request = { key: "update/1", chatId: 5, caption, photo: photo(1) };
  await answerCaption(
    scene.polybot,
    request,
    () => photos as [Photo, ...Photo[]],
  );
  metadata.mock.restore();
  assertEquals(
    scene.reads.answers,
    caption.endsWith("predict") ? {} : {
      put: 2,
    },
  );
  return metadata.mock.callCount();
}

Deno.test("an answer reads the header of each picture once, and no record", async () => {
  assertEquals(await headerReads("rotate, blur", 1), 1);
  assertEquals(await headerReads("predict", 1), 1);
  assertEquals(await headerReads("rotate, predict", 1), 1);
  assertEquals(await headerReads("concat", 3), 3);
});

Deno.test("answerPrediction() reads the prediction once, whether or not it was answered before", async () => {
  await using scene = await openPolybot();
  const { polybot, reads } = scene;
  const predictionId = "p1";
  await polybot.backend.predictions.put(predictionId, {
    predictionId,
    chatId: 5,
    originalImgPath: "images/a.jpg",
    predictedImgPath: "images/expired.jpg",
    labels: [],
    time: new Date().toISOString(),
  });
  const result = {
    kind: "prediction",
    predictionId,
    chatId: "5",
    status: "succeeded",
  } as const;
  await answerPrediction(polybot, result);
  assertEquals(reads.predictions, { put: 2, get: 1 });
  assertEquals(reads.answers, { put: 2 });
  await answerPrediction(polybot, result);
  assertEquals(reads.predictions, { put: 2, get: 2 });
  assertEquals(reads.answers, { put: 3, get: 1 });
});
