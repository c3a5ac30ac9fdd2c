/**
 * What a person asked for, photos and steps, carried out to the answer.
 *
 * @module
 */
import type { Api } from "grammy";
import type { Backend } from "../shared/backend.ts";
import type { Logger } from "../shared/logging.ts";
import type { Metrics } from "../shared/metrics.ts";
import { inspectPicture, PictureError } from "../shared/picture.ts";
import { OptionError, type Step } from "./actions/action.ts";
import { answerOnce } from "./answers.ts";
import { CaptionError } from "./caption.ts";
import { editPictures, type PictureFile } from "./editing.ts";
import type { Download, Photo } from "./photos.ts";
import { askForPrediction } from "./predictions.ts";
import {
  type PictureReply,
  replyWithAlbum,
  replyWithPicture,
  replyWithText,
  type TextReply,
} from "./replies.ts";

/** What every part of the bot stands on. */
export interface Polybot {
  readonly api: Api;
  readonly backend: Backend;
  readonly download: Download;
  readonly log: Logger;
  readonly metrics: Metrics;
}

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
  const stopShowing = showChatAction(polybot, request);
  try {
    const finished: { photo: Photo; picture: PictureFile }[] = [];
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
    backend.answers,
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

async function answerWithPictures(
  { api, backend, log, metrics }: Polybot,
  { key, chatId, steps }: Request,
  finished: readonly { photo: Photo; picture: PictureFile }[],
): Promise<void> {
  const [first, ...others] = finished;
  if (!first) return;
  const target = { chatId, replyTo: first.photo.messageId };
  const replies = finished.map(({ photo, picture }) =>
    nameResult(photo, picture, steps)
  );
  const [reply] = replies;
  const sent = await answerOnce(
    backend.answers,
    `${key}/pictures`,
    () =>
      metrics.time(
        "polybot",
        "reply",
        () =>
          others.length === 0 && reply
            ? replyWithPicture(api, target, reply)
            : replyWithAlbum(api, target, replies),
      ),
  );
  log.info(
    { chatId, requestId: key, pictures: replies.length, sent },
    "answered with pictures",
  );
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

/** Milliseconds; a chat action shows for five seconds. */
const CHAT_ACTION_EVERY = 4_000;

/** Shows the matching chat action until the returned function is called. */
function showChatAction(
  { api, log }: Polybot,
  { chatId, photos: [photo] }: Request,
): () => void {
  const show = () =>
    api.sendChatAction(
      chatId,
      photo.isDocument ? "upload_document" : "upload_photo",
    ).catch((error) => log.debug({ chatId, error }, "chat action not shown"));
  show();
  const showing = setInterval(show, CHAT_ACTION_EVERY);
  return () => clearInterval(showing);
}
