/**
 * What the person sends: a form read into messages, or refused with a sentence.
 *
 * @module
 */
import { PictureError } from "../../shared/picture.ts";
import { findCommands } from "./bot_commands.ts";
import type { Draft } from "./conversation.ts";
import { lengthOf, type Limits } from "./limits.ts";
import type { MediaStore, NewMedia } from "./media.ts";
import {
  MultipartError,
  type Part,
  PartTooLargeError,
  readMultipart,
} from "./multipart.ts";
import { randomNumber } from "./random_id.ts";

/** A request of the page that is refused. The message is a sentence for the person. */
export class PersonError extends Error {
  override name = "PersonError";
  /** @param status the HTTP status */
  constructor(readonly status: 400 | 403 | 404 | 413, message: string) {
    super(message);
  }
}

/** The form as it came, its files written already. */
export interface PersonForm {
  readonly text: string;
  readonly replyTo?: string | undefined;
  readonly photos: readonly NewMedia[];
  readonly document?: NewMedia | undefined;
}

/**
 * Reads the form file by file; what is written of a form that is refused has
 * to be discarded by the caller, from `written`.
 *
 * @throws {PersonError}
 */
export async function readPersonForm(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  { media, limits, written }: {
    readonly media: MediaStore;
    readonly limits: Limits;
    readonly written: NewMedia[];
  },
): Promise<PersonForm> {
  let text = "";
  let replyTo: string | undefined;
  const photos: NewMedia[] = [];
  let document: NewMedia | undefined;
  const read = async (part: Part) => {
    switch (part.name) {
      case "text":
        text = new TextDecoder().decode(part.bytes).replaceAll("\r\n", "\n")
          .trim();
        return;
      case "replyTo":
        replyTo = new TextDecoder().decode(part.bytes).trim() || undefined;
        return;
      case "photo": {
        if (isEmptyField(part)) return;
        if (photos.length >= limits.albumSize) {
          throw new PersonError(
            400,
            `At most ${limits.albumSize} photos fit into one message. Please send the others after them.`,
          );
        }
        const photo = await photoOrDocument(media, part);
        written.push(photo);
        photos.push(photo);
        return;
      }
      case "document":
        if (isEmptyField(part)) return;
        if (document) {
          throw new PersonError(
            400,
            "One file fits into a message. Please send the others after it.",
          );
        }
        document = await media.newDocument(part.bytes, about(part));
        written.push(document);
        return;
      default:
        throw new PersonError(
          400,
          `A message has no field '${part.name}': please use text, photo, document and replyTo.`,
        );
    }
  };
  try {
    const partLimits = { part: limits.personFile, parts: 64 };
    for await (const part of readMultipart(body, boundary, partLimits)) {
      await read(part);
    }
  } catch (error) {
    if (error instanceof PartTooLargeError) {
      throw new PersonError(
        413,
        `This file has more than ${
          megabytes(error.limit)
        } MB, which is the most that can be sent. Please send a smaller one.`,
      );
    }
    if (error instanceof MultipartError) {
      throw new PersonError(400, `${error.message}. Please send it again.`);
    }
    throw error;
  }
  return { text, replyTo, photos, document };
}

/**
 * The messages that a form asks for: a text, a file, or an album of photos
 * with the caption on its first.
 *
 * @throws {PersonError}
 */
export function draftsOf(
  form: PersonForm,
  limits: Limits,
  exists: (messageId: number) => boolean,
): Draft[] {
  const { text, photos, document } = form;
  if (photos.length > 0 && document) {
    throw new PersonError(
      400,
      "Photos and a file do not fit into one message. Please send them one after the other.",
    );
  }
  const media = document ? [document] : photos;
  if (media.length === 0 && text === "") {
    throw new PersonError(
      400,
      "This message is empty. Please write something or add a photo.",
    );
  }
  const [what, limit] = media.length > 0
    ? ["A caption", limits.caption]
    : ["A message", limits.text];
  const length = lengthOf(text);
  if (length > limit) {
    throw new PersonError(
      400,
      `${what} has at most ${limit} characters; this one has ${length}. Please shorten it.`,
    );
  }
  const replyTo = readReplyTo(form.replyTo, exists);
  const entities = findCommands(text);
  if (media.length === 0) return [{ text, entities, replyTo }];
  const albumId = media.length > 1 ? randomNumber() : undefined;
  return media.map((medium, index) => ({
    media: medium,
    albumId,
    replyTo,
    ...(index === 0 ? { text, entities } : {}),
  }));
}

function readReplyTo(
  replyTo: string | undefined,
  exists: (messageId: number) => boolean,
): number | undefined {
  if (replyTo === undefined) return undefined;
  if (/^\d{1,15}$/.test(replyTo) && exists(Number(replyTo))) {
    return Number(replyTo);
  }
  throw new PersonError(
    400,
    `There is no message ${replyTo} to reply to. Please reply to one that is in the chat.`,
  );
}

/**
 * Telegram's clients send as a file what cannot be a photo: bytes that are no
 * picture or too many pixels, and strips of more than 20 to 1.
 */
async function photoOrDocument(media: MediaStore, part: Part) {
  try {
    return await media.newPhoto(part.bytes);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return await media.newDocument(part.bytes, about(part));
  }
}

const about = ({ fileName, contentType }: Part) => ({
  name: fileName,
  contentType,
});

/** A browser sends this for a file field in which nothing was chosen. */
const isEmptyField = ({ fileName, bytes }: Part) =>
  !fileName && bytes.length === 0;

const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);
