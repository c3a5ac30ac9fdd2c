import { inspectPicture } from "../../shared/pictures/inspect.ts";
import type { Step } from "../actions/action.ts";
import { parseCaption } from "../caption/parse.ts";
import type { Polybot } from "../polybot.ts";
import { keepShowingChatAction } from "../telegram/chat_action.ts";
import type { Photo, Photos } from "../telegram/photos.ts";
import {
  fitsAlbum,
  fitsPhoto,
  type PictureReply,
} from "../telegram/replies.ts";
import { answer, explainErrors } from "./answer.ts";
import { editPictures, type EncodedPicture } from "./edit_pictures.ts";
import { requestPrediction } from "./request_prediction.ts";

export interface CaptionRequest {
  /** Identifies the request: the same each time that it is delivered. */
  readonly key: string;
  readonly chatId: number;
  readonly caption: string;
  /** The photo to reply to if the caption is wrong. */
  readonly photo: Photo;
}

/**
 * Answers a caption: one answer for each photo, one for an album that is
 * combined, or one sentence if the caption is wrong.
 *
 * @param photosFor returns the photos that the caption's steps apply to
 */
export async function answerCaption(
  polybot: Polybot,
  { key, chatId, caption, photo }: CaptionRequest,
  photosFor: (steps: readonly Step[]) => Photos | Promise<Photos>,
): Promise<void> {
  const recipient = { key, chatId, replyTo: photo.messageId };
  await explainErrors(polybot, recipient, async () => {
    const steps = parseCaption(caption);
    const photos = await photosFor(steps);
    await carryOut(polybot, { key, chatId, photos, steps });
  });
}

/** A caption that was understood. */
interface ParsedRequest {
  readonly key: string;
  readonly chatId: number;
  readonly photos: Photos;
  readonly steps: readonly Step[];
}

const recipientFor = (
  { key, chatId }: ParsedRequest,
  { messageId }: Photo,
) => ({
  key: `${key}/${messageId}`,
  chatId,
  replyTo: messageId,
});

async function carryOut(
  polybot: Polybot,
  request: ParsedRequest,
): Promise<void> {
  const { chatId, photos, steps } = request;
  const groups: readonly Photos[] = steps.some(({ kind }) => kind === "combine")
    ? [photos]
    : photos.map((photo) => [photo]);
  const stopShowing = keepShowingChatAction(polybot, chatId, photos[0]);
  try {
    const results: EditedPhoto[] = [];
    for (const group of groups) {
      const [photo] = group;
      const pictures = await explainErrors(
        polybot,
        recipientFor(request, photo),
        () => edit(polybot, group, steps),
      );
      for (const picture of pictures ?? []) results.push({ photo, picture });
    }
    const detect = steps.find((step) => step.kind === "detect");
    if (!detect) return await answerWithPictures(polybot, request, results);
    for (const { photo, picture } of results) {
      const { key } = recipientFor(request, photo);
      const { options } = detect;
      const job = { requestId: key, chatId, photo, picture, options };
      await requestPrediction(polybot, job);
    }
  } finally {
    stopShowing();
  }
}

async function edit(
  { download, metrics }: Polybot,
  photos: Photos,
  steps: readonly Step[],
): Promise<EncodedPicture[]> {
  const files = await metrics.time(
    "polybot",
    "download",
    () => Promise.all(photos.map(download)),
  );
  const [bytes] = files;
  if (bytes && steps.every(({ kind }) => kind === "detect")) {
    return [{ bytes, ...await inspectPicture(bytes) }];
  }
  const asPhoto = photos.every(({ isDocument }) => !isDocument);
  return await metrics.time(
    "polybot",
    "edit",
    () => editPictures(files, steps, { asPhoto }),
  );
}

interface EditedPhoto {
  readonly photo: Photo;
  readonly picture: EncodedPicture;
}

/** Sends the results as one album if they fit into one, else each on its own. */
async function answerWithPictures(
  polybot: Polybot,
  request: ParsedRequest,
  results: readonly EditedPhoto[],
): Promise<void> {
  const { key, chatId, steps } = request;
  const album = results.map((result) => pictureReply(result, steps));
  const [first] = results;
  if (first && fitsAlbum(album)) {
    const replyTo = first.photo.messageId;
    const recipient = { key: `${key}/album`, chatId, replyTo };
    return await answer(polybot, recipient, () => ({ album }));
  }
  for (const result of results) {
    await answer(
      polybot,
      recipientFor(request, result.photo),
      () => pictureReply(result, steps),
    );
  }
}

function pictureReply(
  { photo, picture }: EditedPhoto,
  steps: readonly Step[],
): PictureReply {
  const { bytes, format } = picture;
  const stem = photo.fileName?.replace(/\.[^.]*$/, "") || "photo";
  const actions = steps.map(({ name }) => name.replaceAll(" ", "-"));
  return {
    bytes,
    format,
    name: [stem, ...actions].join("-"),
    asDocument: photo.isDocument || !fitsPhoto(bytes.length, picture),
  };
}
