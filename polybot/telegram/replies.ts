/**
 * How an answer goes to a chat: as text, photo, file or album, in reply to a
 * message.
 *
 * @module
 */
import {
  type Api,
  type InlineKeyboard,
  InputFile,
  InputMediaBuilder,
} from "grammy";
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import type { PictureFile } from "../answers/edit_pictures.ts";
import { RESULT_TOO_LARGE } from "../texts.ts";

/** Where an answer goes. */
export interface Target {
  readonly chatId: number;
  /** The message that it replies to; sent plainly where that is gone. */
  readonly replyTo?: number | undefined;
}

export interface TextReply {
  readonly text: string;
  readonly buttons?: InlineKeyboard;
}

export interface PictureReply extends PictureFile {
  /** Without its ending. */
  readonly name: string;
  readonly asDocument: boolean;
  readonly caption?: string;
}

/** Telegram's limits on photos from a bot; what goes beyond is sent as a file. */
const PHOTO = { bytes: 10 * 1024 * 1024, sides: 10_000, ratio: 20 };
/** Telegram's limit on what a bot uploads at once, in bytes. */
const MAX_UPLOAD = 50 * 1024 * 1024;

/** Whether Telegram would take it as a photo. */
async function isPhoto(picture: PictureFile): Promise<boolean> {
  if (picture.bytes.length > PHOTO.bytes) return false;
  const { width, height } = await inspectPicture(picture.bytes);
  return width + height <= PHOTO.sides &&
    Math.max(width, height) <= PHOTO.ratio * Math.min(width, height);
}

function replyParameters({ replyTo }: Target) {
  return replyTo === undefined ? {} : {
    reply_parameters: {
      message_id: replyTo,
      allow_sending_without_reply: true,
    },
  };
}

/** Sends a text. */
export async function replyWithText(
  api: Api,
  target: Target,
  reply: TextReply,
): Promise<void> {
  await api.sendMessage(target.chatId, reply.text, {
    ...replyParameters(target),
    ...(reply.buttons ? { reply_markup: reply.buttons } : {}),
  });
}

/** Sends a picture: as a photo where it was one and Telegram takes it, else as a file. */
export async function replyWithPicture(
  api: Api,
  target: Target,
  picture: PictureReply,
): Promise<void> {
  if (picture.bytes.length > MAX_UPLOAD) {
    return await replyWithText(api, target, { text: RESULT_TOO_LARGE });
  }
  const other = {
    ...replyParameters(target),
    ...(picture.caption === undefined ? {} : { caption: picture.caption }),
  };
  const asPhoto = !picture.asDocument && await isPhoto(picture);
  if (asPhoto) await api.sendPhoto(target.chatId, inputFile(picture), other);
  else await api.sendDocument(target.chatId, inputFile(picture), other);
}

/** Whether the pictures can be sent together: several, and within one upload. */
export function isAlbum(pictures: readonly PictureReply[]): boolean {
  const bytes = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return pictures.length > 1 && bytes <= MAX_UPLOAD;
}

/** Sends 2 to 10 pictures as one album: of photos if all can be, else of files. */
export async function replyWithAlbum(
  api: Api,
  target: Target,
  pictures: readonly PictureReply[],
): Promise<void> {
  let asPhotos = true;
  for (const picture of pictures) {
    asPhotos &&= !picture.asDocument && await isPhoto(picture);
  }
  const files = pictures.map(inputFile);
  const other = replyParameters(target);
  const media = asPhotos
    ? files.map((file) => InputMediaBuilder.photo(file))
    : files.map((file) => InputMediaBuilder.document(file));
  await api.sendMediaGroup(target.chatId, media, other);
}

const inputFile = ({ bytes, name, format }: PictureReply) =>
  new InputFile(bytes, `${name}.${format === "jpeg" ? "jpg" : format}`);
