/**
 * Finds the photos in messages, and downloads them.
 *
 * @module
 */
import type { Message } from "grammy/types";
import { type Api, GrammyError } from "grammy";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import { MAX_PICTURE_BYTES } from "../../shared/pictures/limits.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { tooLargeToDownload } from "../texts.ts";
import { fetchQuietly, fileAddress } from "./client.ts";
import type { TokenSource } from "./token.ts";

/** A photo in a chat, sent as a photo or as a document. */
export interface Photo {
  readonly messageId: number;
  readonly fileId: string;
  /** Sent as a document: edited at full size, and answered with a document. */
  readonly isDocument: boolean;
  readonly fileName?: string | undefined;
  /** Bytes, if known. */
  readonly fileSize?: number | undefined;
}

/** One photo, or those of an album in their order. */
export type Photos = readonly [Photo, ...Photo[]];

/** Returns the photo of a message, in its largest size; `undefined` if it has none. */
export function photoOf(
  { message_id: messageId, photo, document }: Pick<
    Message,
    "message_id" | "photo" | "document"
  >,
): Photo | undefined {
  const largest = photo?.toSorted((a, b) =>
    a.width * a.height - b.width * b.height
  ).at(-1);
  const file = largest ?? document;
  return file && {
    messageId,
    fileId: file.file_id,
    isDocument: largest === undefined,
    fileName: document?.file_name,
    fileSize: file.file_size,
  };
}

/** Milliseconds that a download may take: enough for 20 MB at 5 Mbit/s. */
const DOWNLOAD_TIMEOUT = 30_000;
/** Seconds until a download is retried after a server outage. */
const RETRY_AFTER = 5;

/**
 * Downloads the bytes of a photo.
 *
 * @throws {PictureError} when the file is larger than a bot may download
 * @throws {RetryLaterError} when the server cannot be reached
 * @throws {Error} when the server does not answer with the file; no error shows the address, which contains the token
 */
export type Download = (
  photo: Pick<Photo, "fileId" | "fileSize">,
) => Promise<Uint8Array>;

/** Creates a download from the Bot API server at `apiRoot`. */
export function createDownload(
  api: Api,
  { apiRoot, tokens }: { apiRoot: string; tokens: TokenSource },
): Download {
  return async ({ fileId, fileSize = 0 }) => {
    const tooLarge = () =>
      new PictureError(tooLargeToDownload(fileSize, MAX_PICTURE_BYTES));
    if (fileSize > MAX_PICTURE_BYTES) throw tooLarge();
    const file = await api.getFile(fileId).catch((error) => {
      throw error instanceof GrammyError && /too big/.test(error.description)
        ? tooLarge()
        : error;
    });
    if (file.file_path === undefined) {
      throw new Error(`Cannot download the file '${fileId}': it has no path`);
    }
    const address = fileAddress(apiRoot, tokens, file.file_path);
    return await fetchFile(address, fileId);
  };
}

async function fetchFile(address: string, fileId: string): Promise<Uint8Array> {
  const cannot = `Cannot download the file '${fileId}':`;
  const signal = AbortSignal.timeout(DOWNLOAD_TIMEOUT);
  try {
    const response = await fetchQuietly(address, { signal });
    if (response.ok) return await response.bytes();
    await response.body?.cancel();
    const { status } = response;
    const reason = `${cannot} the server answered ${status}`;
    throw status > 500 || status === 429
      ? new RetryLaterError(RETRY_AFTER, reason)
      : new Error(reason);
  } catch (error) {
    // a TypeError is the connection's fault; a timeout is the file's
    if (!(error instanceof TypeError)) throw error;
    throw new RetryLaterError(RETRY_AFTER, `${cannot} ${error.message}`);
  }
}
