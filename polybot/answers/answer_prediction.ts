/**
 * Finding objects: a photo goes to yolo5 by the identify queue, and what was
 * found comes back by the results queue.
 *
 * @module
 */
import { ObjectNotFoundError } from "../../shared/backend.ts";
import {
  type IdentifyJob,
  NO_CHAT_ID,
  type PredictionResult,
} from "../../shared/contracts.ts";
import { CONTENT_TYPES } from "../../shared/pictures/format.ts";
import { summarize } from "../../shared/summary.ts";
import type { DetectOptions } from "../actions/action.ts";
import { answerOnce } from "./answer_once.ts";
import type { PictureFile } from "./edit_pictures.ts";
import type { Photo } from "../telegram/photos.ts";
import { replyWithPicture, replyWithText } from "../telegram/replies.ts";
import type { Polybot } from "../polybot.ts";
import { ANSWER_GONE, COULD_NOT_FINISH } from "../texts.ts";

/** A picture to look at, and where the answer goes. */
export interface Question {
  readonly requestId: string;
  readonly chatId: number;
  readonly photo: Photo;
  readonly picture: PictureFile;
  readonly options: DetectOptions;
}

/**
 * Stores the picture and puts a job on the identify queue. Doing it twice is
 * harmless: both jobs carry one request id, which is answered once.
 */
export async function askForPrediction(
  { backend, log, metrics }: Polybot,
  { requestId, chatId, photo, picture, options }: Question,
): Promise<void> {
  const ending = picture.format === "jpeg" ? "jpg" : picture.format;
  const imgName = `${chatId}/${requestId.replaceAll("/", "-")}.${ending}`;
  const job: IdentifyJob = {
    chatId: String(chatId),
    imgName,
    replyTo: photo.messageId,
    requestId,
    ...(options.classes.length ? { classes: [...options.classes] } : {}),
    ...(options.confidence === undefined
      ? {}
      : { confidence: options.confidence }),
    ...(photo.isDocument ? { asDocument: true } : {}),
  };
  await metrics.time("polybot", "store", () =>
    backend.objects.put(
      backend.picturesPrefix + imgName,
      picture.bytes,
      CONTENT_TYPES[picture.format],
    ));
  const jobId = await backend.identify.send(JSON.stringify(job));
  log.info({ chatId, requestId, imgName, jobId }, "asked for a prediction");
}

/** Answers a photo with what was found in it, once; nobody waits for a load test's. */
export async function answerPrediction(
  polybot: Polybot,
  result: PredictionResult,
): Promise<void> {
  const { backend, log } = polybot;
  if (result.chatId === NO_CHAT_ID) return;
  const chatId = Number(result.chatId);
  // a job that another producer sent has no request id: each is answered
  const key = result.requestId ?? `prediction/${result.predictionId}`;
  const sent = await answerOnce(
    { answers: backend.answers, log },
    key,
    () =>
      result.status === "failed"
        ? replyWithText(polybot.api, { chatId, replyTo: result.replyTo }, {
          text: result.reason ?? COULD_NOT_FINISH,
        })
        : replyWithPrediction(polybot, result),
  );
  if (result.status === "succeeded") await noteDelivery(polybot, result);
  const { predictionId, requestId, status } = result;
  log.info(
    { chatId, requestId, predictionId, status, sent },
    "answered a prediction",
  );
}

async function replyWithPrediction(
  { api, backend, metrics }: Polybot,
  { predictionId, chatId, replyTo, asDocument = false }: PredictionResult,
): Promise<void> {
  const target = { chatId: Number(chatId), replyTo };
  const record = await backend.predictions.get(predictionId);
  if (!record) {
    return await replyWithText(api, target, { text: COULD_NOT_FINISH });
  }
  const caption = summarize(record.value.labels.map((label) => label.class));
  let bytes: Uint8Array;
  try {
    bytes = await backend.objects.get(record.value.predictedImgPath);
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
    const text = `${caption}\n\n${ANSWER_GONE}`;
    return await replyWithText(api, target, { text });
  }
  await metrics.time("polybot", "reply", () =>
    replyWithPicture(api, target, {
      bytes,
      format: "jpeg",
      name: "photo-predict",
      asDocument,
      caption,
    }));
}

/** Writes when the reply was accepted, unless that is written already. */
async function noteDelivery(
  { backend }: Polybot,
  { predictionId }: PredictionResult,
): Promise<void> {
  const record = await backend.predictions.get(predictionId);
  if (!record || record.value.deliveredAt) return;
  await backend.predictions.put(
    predictionId,
    { ...record.value, deliveredAt: new Date().toISOString() },
    {
      ifVersion: record.version,
      ...(record.expiresAt ? { expiresAt: record.expiresAt } : {}),
    },
  );
}
