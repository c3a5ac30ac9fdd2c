/**
 * Sends replies: texts, photos, documents and albums.
 *
 * @module
 */
import {
  type Api,
  type InlineKeyboard,
  InputFile,
  InputMediaBuilder,
} from "grammy";
import type { Format } from "../../shared/pictures/format.ts";
import { RESULT_TOO_LARGE } from "../texts.ts";
import {
  MAX_PHOTO_BYTES,
  MAX_PHOTO_RATIO,
  MAX_PHOTO_SIDES,
  MAX_UPLOAD_BYTES,
} from "./limits.ts";

/** The destination of a reply. */
export interface Target {
  readonly chatId: number;
  /** The message to reply to; if it is gone, the reply is sent on its own. */
  readonly replyTo?: number | undefined;
}

export interface TextReply {
  readonly text: string;
  readonly buttons?: InlineKeyboard | undefined;
}

export interface PictureReply {
  readonly bytes: Uint8Array;
  readonly format: Format;
  /** File name, without its extension. */
  readonly name: string;
  /** Sends it as a document; else as a photo, which Telegram has to accept: see {@linkcode fitsPhoto}. */
  readonly asDocument: boolean;
  readonly caption?: string;
}

/** Several pictures in one message. */
export interface AlbumReply {
  readonly album: readonly PictureReply[];
}

export type Reply = TextReply | PictureReply | AlbumReply;

/** Returns whether Telegram accepts a picture of these bytes and this size as a photo. */
export function fitsPhoto(
  bytes: number,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  return bytes <= MAX_PHOTO_BYTES && width + height <= MAX_PHOTO_SIDES &&
    Math.max(width, height) <= MAX_PHOTO_RATIO * Math.min(width, height);
}

/** Returns whether there are several pictures that fit into one upload. */
export function fitsAlbum(pictures: readonly PictureReply[]): boolean {
  const bytes = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return pictures.length > 1 && bytes <= MAX_UPLOAD_BYTES;
}

/** Sends a reply, or an explanation if its picture is too large. */
export async function sendReply(
  api: Api,
  { chatId, replyTo }: Target,
  reply: Reply,
): Promise<void> {
  const other = replyTo === undefined ? {} : {
    reply_parameters: {
      message_id: replyTo,
      allow_sending_without_reply: true,
    },
  };
  if ("text" in reply) {
    await api.sendMessage(chatId, reply.text, {
      ...other,
      ...(reply.buttons ? { reply_markup: reply.buttons } : {}),
    });
  } else if ("album" in reply) {
    const { album } = reply;
    const type = album.some(({ asDocument }) => asDocument)
      ? "document"
      : "photo";
    const media = album.map((picture) =>
      InputMediaBuilder[type](inputFile(picture))
    );
    await api.sendMediaGroup(chatId, media as SameMedia, other);
  } else if (reply.bytes.length > MAX_UPLOAD_BYTES) {
    await api.sendMessage(chatId, RESULT_TOO_LARGE, other);
  } else {
    const { asDocument, caption } = reply;
    const method = asDocument ? "sendDocument" : "sendPhoto";
    await api[method](chatId, inputFile(reply), {
      ...other,
      ...(caption === undefined ? {} : { caption }),
    });
  }
}

/** Either documents or photos: Telegram does not mix them in an album. */
type SameMedia = Parameters<Api["sendMediaGroup"]>[1];

const inputFile = ({ bytes, name, format }: PictureReply) =>
  new InputFile(bytes, `${name}.${format === "jpeg" ? "jpg" : format}`);
