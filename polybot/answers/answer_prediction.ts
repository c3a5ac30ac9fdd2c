import {
  ObjectNotFoundError,
  type StoredRecord,
} from "../../shared/backend.ts";
import {
  NO_CHAT_ID,
  type Prediction,
  type PredictionResult,
} from "../../shared/contracts.ts";
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import { summarize } from "../../shared/detection_summary.ts";
import type { Polybot } from "../polybot.ts";
import { MAX_PHOTO_BYTES } from "../telegram/limits.ts";
import { fitsPhoto, type Reply } from "../telegram/replies.ts";
import { ANSWER_GONE, COULD_NOT_FINISH } from "../texts.ts";
import { answer } from "./answer.ts";

/** Answers a request once with the objects that yolo5 detected, and stores when. Ignores the results of load tests, which have no chat. */
export async function answerPrediction(
  polybot: Polybot,
  result: PredictionResult,
): Promise<void> {
  if (result.chatId === NO_CHAT_ID) return;
  const { predictions } = polybot.backend;
  const { predictionId, status, reason, requestId, replyTo } = result;
  const recipient = {
    // the jobs of other producers have no request id: each is answered
    key: requestId ?? `prediction/${predictionId}`,
    chatId: Number(result.chatId),
    replyTo,
  };
  const log = polybot.log.child({ predictionId, status });
  let record: StoredRecord<Prediction> | undefined;
  const readRecord = async () => record ??= await predictions.get(predictionId);
  await answer({ ...polybot, log }, recipient, async () => {
    if (status === "failed") return { text: reason ?? COULD_NOT_FINISH };
    await readRecord();
    return record
      ? await predictionReply(polybot, record.value, result)
      : { text: COULD_NOT_FINISH };
  });
  if (status === "failed") return;
  // not read yet if another process answered, which may have died afterwards
  await readRecord();
  if (!record || record.value.deliveredAt) return;
  const { value, version, expiresAt } = record;
  await predictions.put(
    predictionId,
    { ...value, deliveredAt: new Date().toISOString() },
    { ifVersion: version, ...(expiresAt ? { expiresAt } : {}) },
  );
}

async function predictionReply(
  { backend }: Polybot,
  { labels, predictedImgPath }: Prediction,
  { asDocument = false }: PredictionResult,
): Promise<Reply> {
  const caption = summarize(labels.map((label) => label.class));
  try {
    const bytes = await backend.objects.get(predictedImgPath);
    const isPhoto = !asDocument && bytes.length <= MAX_PHOTO_BYTES &&
      fitsPhoto(bytes.length, await inspectPicture(bytes));
    return {
      bytes,
      format: "jpeg",
      name: "photo-predict",
      asDocument: !isPhoto,
      caption,
    };
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
    return { text: `${caption}\n\n${ANSWER_GONE}` };
  }
}
