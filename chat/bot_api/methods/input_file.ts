/**
 * A file in a call: uploaded with it, or one that the server has already.
 *
 * @module
 */
import { inspectPicture } from "../../../shared/pictures/inspect.ts";
import { PictureError } from "../../../shared/pictures/picture_error.ts";
import { badRequest } from "../bot_api_error.ts";
import type { Limits } from "../../limits.ts";
import type { Media, NewMedia } from "../../storage/media.ts";
import type { Part } from "../../multipart.ts";
import type { Parameters } from "../parameters.ts";
import type { Chat } from "../../open_chat.ts";

export type MediaKind = "photo" | "document";

/**
 * The medium that a parameter names: by the file itself, by `attach://name`,
 * or by a file id. Addresses of other servers are not fetched.
 *
 * @throws {BotApiError} in Telegram's words for what is not there or cannot be sent
 */
export async function readInputFile(
  { files, media, limits }: Chat,
  kind: MediaKind,
  value: string,
  uploads: Parameters["files"],
): Promise<NewMedia | Media> {
  const upload = uploads.get(value.replace(/^attach:\/\//, ""));
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest("file must be non-empty");
    if (kind === "document") {
      return await media.newDocument(upload.bytes, aboutUpload(upload));
    }
    await checkPhoto(upload.bytes, limits);
    return await media.newPhoto(upload.bytes).catch(refusePicture);
  }
  if (value === "") throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//i.test(value)) {
    throw badRequest("failed to get HTTP URL content");
  }
  const known = files.find(value) && media.find(value);
  if (!known) throw badRequest("wrong file identifier/HTTP URL specified");
  if (!(kind in known)) {
    const [is, wanted] = kind === "photo"
      ? ["Document", "Photo"]
      : ["Photo", "Document"];
    throw badRequest(`can't use file of type ${is} as ${wanted}`);
  }
  return known;
}

const aboutUpload = ({ fileName, contentType }: Part) => ({
  name: fileName,
  contentType,
});

/** Telegram's limits on photos from bots: bytes, sides, proportions. */
async function checkPhoto(bytes: Uint8Array, { botPhoto }: Limits) {
  if (bytes.length > botPhoto) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${botPhoto} bytes`,
    );
  }
  const { width, height } = await inspectPicture(bytes).catch(refusePicture);
  if (
    width + height > 10_000 ||
    Math.max(width, height) > 20 * Math.min(width, height)
  ) {
    throw badRequest("PHOTO_INVALID_DIMENSIONS");
  }
}

function refusePicture(error: unknown): never {
  throw error instanceof PictureError
    ? badRequest("IMAGE_PROCESS_FAILED")
    : error;
}
