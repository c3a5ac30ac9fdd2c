/**
 * What a person asked for, photos and steps, carried out to the answer.
 *
 * @module
 */
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { OptionError, type Step } from "../actions/action.ts";
import { answerOnce } from "./answer_once.ts";
import { CaptionError } from "../caption/parse.ts";
import { keepShowing } from "../telegram/chat_action.ts";
import { editPictures, type PictureFile } from "./edit_pictures.ts";
import type { Photo } from "../telegram/photos.ts";
import type { Polybot } from "../polybot.ts";
import { askForPrediction } from "./predictions.ts";
import {
  isAlbum,
  type PictureReply,
  replyWithAlbum,
  replyWithPicture,
  replyWithText,
  type TextReply,
} from "../telegram/replies.ts";

export interface Request {
  /** Names this request; the same whenever it is delivered again. */
  readonly key: string;
  readonly chatId: number;
  /** One photo, or those of an album in their order. */
  readonly photos: readonly [Photo, ...Photo[]];
  readonly steps: readonly Step[];
}

/** Carries a request out: each photo gets one answer, a combined album gets one. */
export async function carryOut(polybot: Polybot, request: Request) {
  const { photos, steps } = request;
  const groups = steps.some((step) => step.kind === "combine")
    ? [photos]
    : photos.map((photo) => [photo] as const);
  const stopShowing = keepShowing(polybot, request.chatId, photos[0]);
  try {
    const finished: Finished[] = [];
    for (const group of groups) {
      const [photo] = group;
      const key = `${request.key}/${photo.messageId}`;
      try {
        for (const picture of await edit(polybot, group, steps)) {
          finished.push({ photo, picture });
        }
      } catch (error) {
        const text = sentenceFor(error);
        if (text === undefined) throw error;
        await answerWithText(polybot, key, request.chatId, photo, { text });
      }
    }
    const detect = steps.find((step) => step.kind === "detect");
    if (detect) {
      for (const { photo, picture } of finished) {
        await askForPrediction(polybot, {
          requestId: `${request.key}/${photo.messageId}`,
          chatId: request.chatId,
          photo,
          picture,
          options: detect.options,
        });
      }
    } else {
      await answerWithPictures(polybot, request, finished);
    }
  } finally {
    stopShowing();
  }
}

/** The sentence of an error that the person can mend; `undefined` for our own faults. */
export function sentenceFor(error: unknown): string | undefined {
  return error instanceof PictureError || error instanceof OptionError ||
      error instanceof CaptionError
    ? error.message
    : undefined;
}

/** Answers with a text, once. */
export async function answerWithText(
  { api, backend, log }: Polybot,
  key: string,
  chatId: number,
  replyTo: { readonly messageId: number } | undefined,
  reply: TextReply,
): Promise<void> {
  const sent = await answerOnce(
    { answers: backend.answers, log },
    key,
    () => replyWithText(api, { chatId, replyTo: replyTo?.messageId }, reply),
  );
  log.info({ chatId, requestId: key, sent }, "answered with text");
}

async function edit(
  { download, metrics }: Polybot,
  photos: readonly Photo[],
  steps: readonly Step[],
): Promise<PictureFile[]> {
  const files = await metrics.time(
    "polybot",
    "download",
    () => Promise.all(photos.map(download)),
  );
  const [only] = files;
  if (only && steps.every((step) => step.kind === "detect")) {
    return [{ bytes: only, format: (await inspectPicture(only)).format }];
  }
  const asPhoto = photos.every((photo) => !photo.isDocument);
  return await metrics.time(
    "polybot",
    "edit",
    () => editPictures(files, steps, { asPhoto }),
  );
}

interface Finished {
  readonly photo: Photo;
  readonly picture: PictureFile;
}

/** One album of several pictures where it can be sent as one, else an answer each. */
async function answerWithPictures(
  polybot: Polybot,
  { key, chatId, steps }: Request,
  finished: readonly Finished[],
): Promise<void> {
  const replies = finished.map(({ photo, picture }) => ({
    target: { chatId, replyTo: photo.messageId },
    picture: nameResult(photo, picture, steps),
  }));
  const [first] = replies;
  const pictures = replies.map(({ picture }) => picture);
  if (first && isAlbum(pictures)) {
    return await send(
      polybot,
      `${key}/album`,
      () => replyWithAlbum(polybot.api, first.target, pictures),
    );
  }
  for (const { target, picture } of replies) {
    await send(
      polybot,
      `${key}/${target.replyTo}`,
      () => replyWithPicture(polybot.api, target, picture),
    );
  }
}

async function send(
  { backend, log, metrics }: Polybot,
  key: string,
  reply: () => Promise<void>,
) {
  const sent = await answerOnce(
    { answers: backend.answers, log },
    key,
    () => metrics.time("polybot", "reply", reply),
  );
  log.info({ requestId: key, sent }, "answered with a picture");
}

function nameResult(
  photo: Photo,
  picture: PictureFile,
  steps: readonly Step[],
): PictureReply {
  const stem = photo.fileName?.replace(/\.[^.]*$/, "") || "photo";
  const done = steps.map((step) => step.name.replaceAll(" ", "-")).join("-");
  return { ...picture, name: `${stem}-${done}`, asDocument: photo.isDocument };
}
