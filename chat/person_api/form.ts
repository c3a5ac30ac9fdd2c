/**
 * Reads the form of the person's message, file by file.
 *
 * @module
 */
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { type Limits, MAX_ASPECT_RATIO } from "../limits.ts";
import { isMediaKind, MEDIA_KINDS, type MediaKind } from "../media_kinds.ts";
import {
  MultipartError,
  type Part,
  PartTooLargeError,
  readMultipart,
} from "../multipart.ts";
import type { MediaStore, NewMedia } from "../storage/media_store.ts";
import { PersonError } from "./person_error.ts";

/** A form whose files are already stored. */
export interface PersonForm {
  readonly text: string;
  readonly replyTo?: string | undefined;
  /** The files by the field that they were sent in. */
  readonly media: Readonly<Record<MediaKind, readonly NewMedia[]>>;
}

/** List of the fields of the form, for messages to the user. */
export const FIELDS = `${["text", ...MEDIA_KINDS].join(", ")} and replyTo`;

/** Maximum parts of a form: more than a message may have, so that too many photos are refused with a specific message. */
const MAX_PARTS = 64;

/** Rules for the files of each field. */
const FILE_RULES: Readonly<
  Record<MediaKind, {
    readonly max: (limits: Limits) => number;
    readonly tooMany: (max: number) => string;
    /** Creates the medium of a file. */
    readonly create: (media: MediaStore, part: Part) => Promise<NewMedia>;
  }>
> = {
  photo: {
    max: ({ albumSize }) => albumSize,
    tooMany: (max) =>
      `At most ${max} photos fit into one message. Please send the others after them.`,
    create: createPhotoOrDocument,
  },
  document: {
    max: () => 1,
    tooMany: () =>
      "One file fits into a message. Please send the others after it.",
    create: (media, part) => media.create("document", part),
  },
};

/**
 * Reads the form and writes its files one by one, so that only one of them is in
 * memory.
 *
 * @param options.onWritten called with each medium, even if the form is refused later
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
  let text = "";
  let replyTo: string | undefined;
  const written: Record<MediaKind, NewMedia[]> = { photo: [], document: [] };
  const add = async (part: Part) => {
    const { name } = part;
    if (name === "text") {
      text = textOf(part).replaceAll("\r\n", "\n").trim();
    } else if (name === "replyTo") {
      replyTo = textOf(part).trim() || undefined;
    } else if (!isMediaKind(name)) {
      throw new PersonError(
        400,
        `A message has no field '${name}'. Please use ${FIELDS}.`,
      );
    } else if (!isEmptyField(part)) {
      const rules = FILE_RULES[name];
      const max = rules.max(limits);
      if (written[name].length >= max) {
        throw new PersonError(400, rules.tooMany(max));
      }
      const medium = await rules.create(media, part);
      onWritten(medium);
      written[name].push(medium);
    }
  };
  try {
    const partLimits = { part: limits.personFile, parts: MAX_PARTS };
    for await (const part of readMultipart(body, boundary, partLimits)) {
      await add(part);
    }
    return { text, replyTo, media: written };
  } catch (error) {
    throw toPersonError(error);
  }
}

/**
 * Stores files that cannot be photos as documents, as Telegram's clients do:
 * other files, and pictures with too many pixels or extreme proportions.
 */
async function createPhotoOrDocument(media: MediaStore, part: Part) {
  try {
    const { width, height } = await inspectPicture(part.bytes);
    const aspectRatio = Math.max(width, height) / Math.min(width, height);
    if (aspectRatio <= MAX_ASPECT_RATIO) {
      return await media.create("photo", part);
    }
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
  }
  return await media.create("document", part);
}

function toPersonError(error: unknown): unknown {
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

/** Tells whether a part is a file field without a file, which browsers send as an empty part without a name. */
const isEmptyField = ({ fileName, bytes }: Part) =>
  !fileName && bytes.length === 0;
