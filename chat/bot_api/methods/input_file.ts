import { inspectPicture } from "../../../shared/pictures/inspect.ts";
import { PictureError } from "../../../shared/pictures/picture_error.ts";
import {
  type Limits,
  MAX_ASPECT_RATIO,
  MAX_WIDTH_PLUS_HEIGHT,
} from "../../limits.ts";
import { type Media, type MediaKind, mediaKindOf } from "../../media_kinds.ts";
import type { Chat } from "../../open_chat.ts";
import type { NewMedia } from "../../storage/media_store.ts";
import { badRequest, ensure } from "../bot_api_error.ts";
import type { Parameters } from "../parameters.ts";

/** Telegram's name for each kind of media, and its check of uploads. */
const UPLOADS: Readonly<
  Record<MediaKind, {
    readonly name: string;
    readonly check?: (bytes: Uint8Array, limits: Limits) => Promise<void>;
  }>
> = {
  photo: { name: "Photo", check: checkPhoto },
  document: { name: "Document" },
};

/**
 * Returns the medium that a parameter names: by the upload itself, by
 * `attach://name`, or by a file id. Addresses of other servers are refused.
 *
 * @throws {BotApiError} in Telegram's words, if the file is missing or cannot be sent
 */
export async function readInputFile(
  { files, media, limits }: Chat,
  kind: MediaKind,
  value: string,
  uploads: Parameters["files"],
): Promise<NewMedia | Media> {
  const upload = uploads.get(value.replace(/^attach:\/\//, ""));
  if (upload) {
    ensure(upload.bytes.length > 0, "file must be non-empty");
    await UPLOADS[kind].check?.(upload.bytes, limits);
    return await media.create(kind, upload).catch(refusePicture);
  }
  ensure(value !== "", `there is no ${kind} in the request`);
  ensure(!/^https?:\/\//i.test(value), "failed to get HTTP URL content");
  const stored = files.find(value) && media.find(value);
  const storedKind = stored && mediaKindOf(stored);
  ensure(storedKind, "wrong file identifier/HTTP URL specified");
  const [actual, requested] = [UPLOADS[storedKind].name, UPLOADS[kind].name];
  ensure(
    storedKind === kind,
    `can't use file of type ${actual} as ${requested}`,
  );
  return stored;
}

/** Enforces Telegram's limits on photos from bots: bytes, sides, proportions. */
async function checkPhoto(bytes: Uint8Array, { botPhoto }: Limits) {
  ensure(
    bytes.length <= botPhoto,
    `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${botPhoto} bytes`,
  );
  const { width, height } = await inspectPicture(bytes).catch(refusePicture);
  ensure(
    width + height <= MAX_WIDTH_PLUS_HEIGHT &&
      Math.max(width, height) <= MAX_ASPECT_RATIO * Math.min(width, height),
    "PHOTO_INVALID_DIMENSIONS",
  );
}

function refusePicture(error: unknown): never {
  throw error instanceof PictureError
    ? badRequest("IMAGE_PROCESS_FAILED")
    : error;
}
