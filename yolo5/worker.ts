/**
 * Handles jobs of the identify queue.
 *
 * A job may be handled more than once: it then writes the same picture to the
 * same key and the same record, and sends its result again, which polybot
 * answers only once.
 *
 * @module
 */
import type { Backend, Message } from "../shared/backend.ts";
import { COCO_CLASSES, type CocoClass } from "../shared/coco.ts";
import {
  parseMessage,
  UnreadableMessageError,
} from "../shared/consumer/mod.ts";
import { IdentifyJob, type Prediction } from "../shared/contracts.ts";
import { expiry, updateRecord } from "../shared/records/update_record.ts";
import { PREDICTION_AGE } from "../shared/retention.ts";
import type { Logger } from "../shared/service/logging.ts";
import type { Metrics } from "../shared/service/metrics.ts";
import { CONTENT_TYPES } from "../shared/pictures/format.ts";
import type { Detector } from "./model/detector.ts";
import {
  OUT_OF_ATTEMPTS,
  PermanentJobError,
  permanentReason,
  unknownClass,
  UNREADABLE,
} from "./failures.ts";
import { detectAndAnnotate } from "./detect_and_annotate.ts";
import { addresseeOf, sendResult } from "./results.ts";

/** Parts that the worker needs. */
export interface Yolo5 {
  readonly backend: Backend;
  readonly detector: Detector;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Detects the objects in a job's picture, and sends the result.
 *
 * @throws {Error} when a later attempt may succeed
 * @throws {UnreadableMessageError} when the message is not a job
 */
export async function handleJob(yolo5: Yolo5, message: Message): Promise<void> {
  const job = parseMessage(IdentifyJob, message);
  const log = yolo5.log.child({
    messageId: message.id,
    chatId: Number(job.chatId),
    imgName: job.imgName,
    requestId: job.requestId,
  });
  try {
    const prediction = await predict(yolo5, message.id, job);
    await writeRecord(yolo5, prediction);
    await sendResult(yolo5, message.id, job, { status: "succeeded" });
    log.info(
      { objects: prediction.labels.length, model: yolo5.detector.modelName },
      "detected objects",
    );
  } catch (error) {
    const reason = permanentReason(error);
    if (reason === undefined) throw error;
    await sendResult(yolo5, message.id, job, { status: "failed", reason });
    log.warn({ error, reason }, "cannot detect objects");
  }
}

/** Sends the result of a dead-lettered job, if the message has an addressee. */
export async function reportDeadLetter(
  yolo5: Yolo5,
  message: Message,
  error: unknown,
): Promise<void> {
  const addressee = addresseeOf(message);
  if (addressee === undefined) return;
  await sendResult(yolo5, message.id, addressee, {
    status: "failed",
    reason: error instanceof UnreadableMessageError
      ? UNREADABLE
      : OUT_OF_ATTEMPTS,
  });
}

/** Detects the objects, and stores the annotated picture. */
async function predict(
  yolo5: Yolo5,
  predictionId: string,
  job: IdentifyJob,
): Promise<Prediction> {
  const { backend, metrics } = yolo5;
  const classes = knownClasses(job.classes ?? []);
  const originalImgPath = backend.picturesPrefix + job.imgName;
  const bytes = await metrics.time(
    "yolo5",
    "download",
    () => backend.objects.get(originalImgPath),
  );
  const filter = { classes, confidence: job.confidence };
  const { labels, jpeg } = await detectAndAnnotate(bytes, filter, yolo5);
  const name = originalImgPath.replace(/\.\w+$/, "");
  const predictedImgPath = `${name}-${predictionId}-predicted.jpg`;
  await metrics.time(
    "yolo5",
    "upload",
    () => backend.objects.put(predictedImgPath, jpeg, CONTENT_TYPES.jpeg),
  );
  return {
    predictionId,
    chatId: Number(job.chatId),
    originalImgPath,
    predictedImgPath,
    labels,
    time: new Date().toISOString(),
  };
}

function knownClasses(names: readonly string[]): CocoClass[] {
  return names.map((name) => {
    const known = COCO_CLASSES.find((one) => one === name.trim().toLowerCase());
    if (known === undefined) throw new PermanentJobError(unknownClass(name));
    return known;
  });
}

/**
 * Writes the record, and keeps the times of prediction and delivery of an
 * earlier record. It first assumes that there is none, which saves a read for
 * most jobs.
 */
async function writeRecord(
  { backend, metrics }: Yolo5,
  prediction: Prediction,
): Promise<void> {
  const { predictions } = backend;
  const { predictionId } = prediction;
  const expireAfter = PREDICTION_AGE * 1000;
  await metrics.time("yolo5", "record", async () => {
    const version = await predictions.put(predictionId, prediction, {
      ifVersion: null,
      ...expiry(expireAfter),
    });
    if (version !== undefined) return;
    const update = (earlier: Prediction = prediction) => {
      const { time, deliveredAt } = earlier;
      return { ...prediction, time, ...(deliveredAt ? { deliveredAt } : {}) };
    };
    await updateRecord(predictions, predictionId, update, { expireAfter });
  });
}
