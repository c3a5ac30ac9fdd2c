import type { IdentifyJob } from "../../shared/contracts.ts";
import { CONTENT_TYPES } from "../../shared/pictures/format.ts";
import type { DetectOptions } from "../actions/action.ts";
import type { Polybot } from "../polybot.ts";
import type { Photo } from "../telegram/photos.ts";
import type { EncodedPicture } from "./edit_pictures.ts";

export interface PredictionRequest {
  readonly requestId: string;
  readonly chatId: number;
  /** The photo to reply to. */
  readonly photo: Photo;
  /** The picture to detect objects in. */
  readonly picture: EncodedPicture;
  readonly options: DetectOptions;
}

/**
 * Stores the picture and puts a job for yolo5 on the identify queue. Doing it
 * twice is harmless: both jobs carry one request id, which is answered once.
 */
export async function requestPrediction(
  { backend, log, metrics }: Polybot,
  { requestId, chatId, photo, picture, options }: PredictionRequest,
): Promise<void> {
  const { bytes, format } = picture;
  const extension = format === "jpeg" ? "jpg" : format;
  const imgName = `${chatId}/${requestId.replaceAll("/", "-")}.${extension}`;
  const { classes, confidence } = options;
  const job: IdentifyJob = {
    chatId: String(chatId),
    imgName,
    replyTo: photo.messageId,
    requestId,
    ...(classes.length > 0 ? { classes: [...classes] } : {}),
    ...(confidence === undefined ? {} : { confidence }),
    ...(photo.isDocument ? { asDocument: true } : {}),
  };
  await metrics.time("polybot", "store", () =>
    backend.objects.put(
      backend.picturesPrefix + imgName,
      bytes,
      CONTENT_TYPES[format],
    ));
  const jobId = await backend.identify.send(JSON.stringify(job));
  log.info({ chatId, requestId, imgName, jobId }, "requested a prediction");
}
