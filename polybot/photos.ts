/**
 * The pictures that messages carry, and how their bytes are fetched.
 *
 * @module
 */
import type { Message } from "grammy/types";
import { type Api, GrammyError } from "grammy";
import { MAX_BYTES, PictureError } from "../shared/picture.ts";
import { fetchQuietly, fileAddress } from "./bot_api.ts";
import type { TokenSource } from "./token.ts";
import { tooLargeToDownload } from "./texts.ts";

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
 * larger than the Bot API gives out, and an `Error` without the address, which
 * holds the token, when the server does not answer with the file.
 */
export function createDownload(
  api: Api,
  { apiRoot, tokens }: { apiRoot: string; tokens: TokenSource },
): Download {
  return async ({ fileId, fileSize = 0 }) => {
    if (fileSize > MAX_BYTES) {
      throw new PictureError(tooLargeToDownload(fileSize, MAX_BYTES));
    }
    let path: string | undefined;
    try {
      path = (await api.getFile(fileId)).file_path;
    } catch (error) {
      if (error instanceof GrammyError && /too big/.test(error.description)) {
        throw new PictureError(tooLargeToDownload(fileSize, MAX_BYTES));
      }
      throw error;
    }
    if (path === undefined) {
      throw new Error(`Cannot download the file '${fileId}': it has no path`);
    }
    const response = await fetchQuietly(fileAddress(apiRoot, tokens, path), {
      signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(
        `Cannot download the file '${fileId}': the server answered ${response.status}`,
      );
    }
    return await response.bytes();
  };
}

/** Milliseconds: 20 MB in this time are 5 Mbit/s. */
const DOWNLOAD_TIMEOUT = 30_000;
