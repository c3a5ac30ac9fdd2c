/**
 * The form that the person's message comes in, read file by file.
 *
 * @module
 */
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import type { Limits } from "../limits.ts";
import type { MediaStore, NewMedia } from "../storage/media.ts";
import {
  MultipartError,
  type Part,
  PartTooLargeError,
  readMultipart,
} from "../multipart.ts";
import { PersonError } from "./person_error.ts";

/** The form as it came, its files written already. */
export interface PersonForm {
  readonly text: string;
  readonly replyTo?: string | undefined;
  readonly photos: readonly NewMedia[];
  readonly documents: readonly NewMedia[];
}

/** More than a message has, so that eleven photos get their own sentence. */
const MOST_PARTS = 64;

/**
 * Reads the form and writes its files one by one, so that ten large photos
 * need the memory of one. What was written of a form that is refused is named
 * to `onWritten` all the same.
 *
 * @throws {PersonError}
 */
export async function readPersonForm(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  { media, limits, onWritten }: {
    readonly media: MediaStore;
    readonly limits: Limits;
    readonly onWritten: (medium: NewMedia) => void;
  },
): Promise<PersonForm> {
  const form = {
    text: "",
    replyTo: undefined as string | undefined,
    photos: [] as NewMedia[],
    documents: [] as NewMedia[],
  };
  const add = async (part: Part) => {
    switch (part.name) {
      case "text":
        form.text = textOf(part).replaceAll("\r\n", "\n").trim();
        break;
      case "replyTo":
        form.replyTo = textOf(part).trim() || undefined;
        break;
      case "photo":
      case "document": {
        if (isEmptyField(part)) break;
        checkCount(part.name, form, limits);
        const medium = part.name === "photo"
          ? await photoOrDocument(media, part)
          : await media.newDocument(part.bytes, nameAndType(part));
        onWritten(medium);
        form[part.name === "photo" ? "photos" : "documents"].push(medium);
        break;
      }
      default:
        throw new PersonError(
          400,
          `A message has no field '${part.name}'. Please use text, photo, document and replyTo.`,
        );
    }
  };
  try {
    const partLimits = { part: limits.personFile, parts: MOST_PARTS };
    for await (const part of readMultipart(body, boundary, partLimits)) {
      await add(part);
    }
    return form;
  } catch (error) {
    throw asSentence(error);
  }
}

function checkCount(
  kind: "photo" | "document",
  form: PersonForm,
  { albumSize }: Limits,
): void {
  if (kind === "photo" && form.photos.length >= albumSize) {
    throw new PersonError(
      400,
      `At most ${albumSize} photos fit into one message. Please send the others after them.`,
    );
  }
  if (kind === "document" && form.documents.length > 0) {
    throw new PersonError(
      400,
      "One file fits into a message. Please send the others after it.",
    );
  }
}

/** Telegram takes no photo that is longer than this many times its width. */
const LONGEST_STRIP = 20;

/**
 * Sends as a file what cannot be a photo, as Telegram's clients do: what is no
 * picture, has too many pixels, or is a strip.
 */
async function photoOrDocument(media: MediaStore, part: Part) {
  try {
    const { width, height } = await inspectPicture(part.bytes);
    const strip = Math.max(width, height) / Math.min(width, height);
    if (strip <= LONGEST_STRIP) return await media.newPhoto(part.bytes);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
  }
  return await media.newDocument(part.bytes, nameAndType(part));
}

function asSentence(error: unknown): unknown {
  if (error instanceof PartTooLargeError) {
    const megabytes = Math.floor(error.limit / 1024 / 1024);
    return new PersonError(
      413,
      `This file has more than ${megabytes} MB, which is the most that can be sent. Please send a smaller one.`,
    );
  }
  if (error instanceof MultipartError) {
    return new PersonError(400, `${error.message}. Please send it again.`);
  }
  return error;
}

const textOf = ({ bytes }: Part) => new TextDecoder().decode(bytes);

const nameAndType = ({ fileName, contentType }: Part) => ({
  name: fileName,
  contentType,
});

/** A browser sends this for a file field in which nothing was chosen. */
const isEmptyField = ({ fileName, bytes }: Part) =>
  !fileName && bytes.length === 0;
