/**
 * Downloads files.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** Thrown when a file cannot be downloaded. The message is one sentence. */
export class DownloadError extends Error {
  override name = "DownloadError";
}

/** Milliseconds without a byte after which a download fails. */
export const IDLE_TIMEOUT = 30_000;

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Called after every chunk, with the bytes received and their total, if the server announces it. */
  onProgress(received: number, total: number | undefined): void;
  /**
   * Milliseconds without a byte after which the download fails.
   *
   * @default {IDLE_TIMEOUT}
   */
  readonly idleTimeout?: number;
}

/**
 * Downloads `url` to `file`.
 *
 * @return the SHA-256 in hexadecimal digits, and the number of bytes
 * @throws {DownloadError} when the server cannot be reached, answers with an error, or stops sending; `file` is incomplete then
 */
export async function fetchFile(
  url: string,
  file: string,
  { signal, onProgress, idleTimeout = IDLE_TIMEOUT }: FetchOptions,
): Promise<{ sha256: string; bytes: number }> {
  const idle = new AbortController();
  const timeOut = () =>
    idle.abort(
      new DownloadError(
        `Cannot download ${url}: the server sent nothing for ${
          idleTimeout / 1000
        } seconds`,
      ),
    );
  let timer = setTimeout(timeOut, idleTimeout);
  const anySignal = AbortSignal.any([signal, idle.signal]);
  let bytes = 0;
  try {
    const response = await request(url, anySignal);
    const length = response.headers.get("content-length");
    const total = length === null ? undefined : Number(length);
    const hash = createHash("sha256");
    using target = await Deno.open(file, { write: true, truncate: true });
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(timeOut, idleTimeout);
      hash.update(chunk);
      await writeAll(target, chunk);
      bytes += chunk.length;
      onProgress(bytes, total);
    }
    await target.sync();
    return { sha256: hash.digest("hex"), bytes };
  } catch (error) {
    if (signal.aborted) {
      throw new DownloadError(`The download of ${url} was stopped`);
    }
    if (error instanceof DownloadError) throw error;
    throw new DownloadError(
      `Cannot download ${url}: the connection broke after ${
        (bytes / 1e6).toFixed(1)
      } MB (${reasonOf(error)})`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the message of an error's root cause, as `fetch failed` alone explains nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new DownloadError(
      `Cannot reach ${new URL(url).host}: is this machine on the network? (${
        reasonOf(error)
      })`,
      { cause: error },
    );
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw new DownloadError(
    `Cannot download ${url}: the server answered ${response.status} ${response.statusText}`,
  );
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += await file.write(bytes.subarray(written));
  }
}
