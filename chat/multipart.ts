/**
 * Reads multipart/form-data part by part (RFC 7578). Only one part is in memory
 * at a time, and a part that is too large is refused while it arrives.
 *
 * No library is suitable. Hono's `parseBody` holds the whole body in memory.
 * @fastify/busboy removes spaces from file names without quotes, as grammY
 * writes them, and skips parts without a name. @remix-run/multipart-parser
 * fails if the line end after the last boundary arrives in another chunk.
 *
 * @module
 */
import { Buffer } from "node:buffer";

export interface Part {
  readonly name: string;
  /** Set if the part is a file. */
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
  readonly bytes: Uint8Array;
}

export interface MultipartLimits {
  /** Maximum bytes of one part. */
  readonly part: number;
  /** Maximum number of parts. */
  readonly parts: number;
}

/** Thrown when the body is malformed or ends early. */
export class MultipartError extends Error {
  override name = "MultipartError";
}

/** Thrown when a part is larger than its limit. */
export class PartTooLargeError extends Error {
  override name = "PartTooLargeError";
  constructor(readonly partName: string, readonly limit: number) {
    super(
      `Cannot read the part '${partName}': it has more than ${limit} bytes`,
    );
  }
}

/** Maximum bytes of the headers of one part. */
const HEADERS_LIMIT = 16 * 1024;
/** Maximum bytes of a refused body that are still read: a sender that is cut off would not read the answer. */
const DISCARD_LIMIT = 256 * 1024 * 1024;

/** Returns the boundary of a multipart/form-data content type; `undefined` for any other type. */
export function boundaryOf(contentType = ""): string | undefined {
  const found =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i
      .exec(contentType);
  return found?.[1] ?? found?.[2];
}

/**
 * Yields the parts of a body, in order.
 *
 * @throws {MultipartError}
 * @throws {PartTooLargeError}
 */
export async function* readMultipart(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): AsyncGenerator<Part> {
  const reader = body.getReader();
  // The first boundary has no line end before it.
  let pending = Buffer.from("\r\n");

  const readMore = async () => {
    const { value, done } = await reader.read().catch(() => ({
      value: undefined,
      done: true,
    }));
    if (done || value === undefined) {
      throw new MultipartError("The form ends before its last part does");
    }
    pending = Buffer.concat([pending, value]);
  };

  const readUntil = async (separator: string, limit: number, part: string) => {
    const found: Buffer[] = [];
    let size = 0;
    for (;;) {
      const at = pending.indexOf(separator);
      // The separator may be split between two chunks.
      const end = at >= 0
        ? at
        : Math.max(0, pending.length - separator.length + 1);
      found.push(pending.subarray(0, end));
      size += end;
      if (size > limit) throw new PartTooLargeError(part, limit);
      pending = pending.subarray(end);
      if (at >= 0) {
        pending = pending.subarray(separator.length);
        return Buffer.concat(found);
      }
      await readMore();
    }
  };

  try {
    const delimiter = `\r\n--${boundary}`;
    await readUntil(delimiter, HEADERS_LIMIT, "");
    for (let count = 0;; count++) {
      while (pending.length < 2) await readMore();
      if (pending.toString("latin1", 0, 2) === "--") return;
      await readUntil("\r\n", HEADERS_LIMIT, "");
      if (count >= limits.parts) {
        throw new MultipartError(
          `The form has more than ${limits.parts} parts`,
        );
      }
      const headers = await readUntil("\r\n\r\n", HEADERS_LIMIT, "");
      const partHeaders = readHeaders(headers.toString());
      const bytes = await readUntil(delimiter, limits.part, partHeaders.name);
      yield { ...partHeaders, bytes };
    }
  } finally {
    await discard(reader);
  }
}

function readHeaders(text: string): Omit<Part, "bytes"> {
  const headers = new Map(
    text.split("\r\n").map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name.trim().toLowerCase(), value.join(":").trim()];
    }),
  );
  const disposition = headers.get("content-disposition") ?? "";
  const name = attribute(disposition, "name");
  if (name === undefined) {
    throw new MultipartError("The form has a part without a name");
  }
  return {
    name,
    fileName: attribute(disposition, "filename"),
    contentType: headers.get("content-type"),
  };
}

/** Returns an attribute, with quotes or, as grammY writes it, without. Browsers write `"` as `%22`. */
function attribute(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;]*))`, "i")
    .exec(disposition);
  return (found?.[1] ?? found?.[2]?.trim())?.replaceAll("%22", '"');
}

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let discarded = 0;
  try {
    while (discarded < DISCARD_LIMIT) {
      const { value, done } = await reader.read();
      if (done) return;
      discarded += value.length;
    }
    await reader.cancel();
  } catch {
    // The sender has disconnected, and does not wait for the answer.
  }
}
