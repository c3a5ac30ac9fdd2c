/**
 * The pictures that messages carry, and how their bytes are fetched.
 *
 * @module
 */
import type { Message } from "grammy/types";
import { type Api, GrammyError } from "grammy";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import { MAX_PICTURE_BYTES } from "../../shared/pictures/limits.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { fetchQuietly, fileAddress } from "./client.ts";
import type { TokenSource } from "./token.ts";
import { tooLargeToDownload } from "../texts.ts";

/** A picture in a chat: where it is, and what an answer to it looks like. */
export interface Photo {
  readonly messageId: number;
  readonly fileId: string;
  /** Sent as a file: worked on at full size, and answered as a file. */
  readonly isDocument: boolean;
  readonly fileName?: string | undefined;
  /** Bytes, where Telegram says it. */
  readonly fileSize?: number | undefined;
}

type Carrier = Pick<Message, "message_id" | "photo" | "document">;

/** The picture of a message at its largest size; `undefined` where it carries none. */
export function photoOf(message: Carrier): Photo | undefined {
  const { message_id: messageId, photo, document } = message;
  const largest = photo?.toSorted((a, b) =>
    a.width * a.height - b.width * b.height
  ).at(-1);
  const file = largest ?? document;
  if (file === undefined) return undefined;
  return {
    messageId,
    fileId: file.file_id,
    isDocument: largest === undefined,
    fileName: document?.file_name,
    fileSize: file.file_size,
  };
}

/** Fetches a picture's bytes. */
export type Download = (
  photo: Pick<Photo, "fileId" | "fileSize">,
) => Promise<Uint8Array>;

/**
 * A download from the Bot API server at `apiRoot`.
 *
 * The returned function throws a {@linkcode PictureError} for a file that is
 * larger than the Bot API gives out, a {@linkcode RetryLaterError} while the
 * server cannot be reached, and an `Error` when it does not answer with the
 * file. None of them shows the address, which holds the token.
 */
export function createDownload(
  api: Api,
  { apiRoot, tokens }: { apiRoot: string; tokens: TokenSource },
): Download {
  return async ({ fileId, fileSize = 0 }) => {
    if (fileSize > MAX_PICTURE_BYTES) {
      throw new PictureError(tooLargeToDownload(fileSize, MAX_PICTURE_BYTES));
    }
    let path: string | undefined;
    try {
      path = (await api.getFile(fileId)).file_path;
    } catch (error) {
      if (error instanceof GrammyError && /too big/.test(error.description)) {
        throw new PictureError(tooLargeToDownload(fileSize, MAX_PICTURE_BYTES));
      }
      throw error;
    }
    if (path === undefined) {
      throw new Error(`Cannot download the file '${fileId}': it has no path`);
    }
    return await fetchFile(fileAddress(apiRoot, tokens, path), fileId);
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
    if (status > 500 || status === 429) {
      throw new RetryLaterError(
        OUTAGE,
        `${cannot} the server answered ${status}`,
      );
    }
    throw new Error(`${cannot} the server answered ${status}`);
  } catch (error) {
    // the connection; what takes too long is a fault of the file's
    if (!(error instanceof TypeError)) throw error;
    throw new RetryLaterError(OUTAGE, `${cannot} ${error.message}`);
  }
}

/** Seconds until a server is asked again that gives out no files. */
const OUTAGE = 5;
/** Milliseconds: 20 MB in this time are 5 Mbit/s. */
const DOWNLOAD_TIMEOUT = 30_000;
