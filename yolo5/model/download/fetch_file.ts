/**
 * A file from the network, whole or not at all.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A file that could not be downloaded. The message is one sentence. */
export class DownloadError extends Error {
  override name = "DownloadError";
}

/** A server that sends nothing for so long is given up, in milliseconds. */
const PATIENCE = 30_000;

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Told after every piece; `total` where the server says it. */
  onProgress(received: number, total: number | undefined): void;
  /** @default {30000} milliseconds without a byte after which it is given up */
  readonly patience?: number;
}

/**
 * Writes what `url` gives to `file`.
 *
 * @return its SHA-256 in hexadecimal digits, and how many bytes it has
 * @throws {DownloadError} when the server cannot be reached, refuses, or stops in the middle; `file` is unfinished then
 */
export async function fetchFile(
  url: string,
  file: string,
  { signal, onProgress, patience = PATIENCE }: FetchOptions,
): Promise<{ sha256: string; bytes: number }> {
  const silence = new AbortController();
  const giveUp = () =>
    silence.abort(
      new DownloadError(
        `Cannot download ${url}: the server sent nothing for ${
          patience / 1000
        } seconds`,
      ),
    );
  let timer = setTimeout(giveUp, patience);
  const either = AbortSignal.any([signal, silence.signal]);
  let bytes = 0;
  try {
    const response = await request(url, either);
    const length = response.headers.get("content-length");
    const total = length === null ? undefined : Number(length);
    const hash = createHash("sha256");
    using target = await Deno.open(file, { write: true, truncate: true });
    for await (const piece of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      hash.update(piece);
      await writeAll(target, piece);
      bytes += piece.length;
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
      `Cannot download ${url}: it broke off after ${
        (bytes / 1e6).toFixed(1)
      } MB (${reasonOf(error)})`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** What lies at the bottom of an error: `fetch failed` alone says nothing. */
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
