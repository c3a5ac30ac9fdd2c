/**
 * Reads a whole stream and closes it.
 *
 * @param length announced number of bytes, if any
 * @throws {RangeError} when the stream has, or announces, more than `maxBytes`
 * @throws {Error} when the stream does not have `length` bytes
 */
export async function readBytes(
  stream: ReadableStream<Uint8Array>,
  length: number | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  try {
    checkSize(length ?? 0, maxBytes);
    while (true) {
      const { done, value } = await reader.read();
      if (done) break;
      checkSize(size += value.length, maxBytes);
      parts.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    throw error;
  }
  if (length !== undefined && size !== length) {
    throw new Error(`it ended after ${size} of ${length} bytes`);
  }
  return join(parts, size);
}

function checkSize(size: number, maxBytes: number) {
  if (size <= maxBytes) return;
  throw new RangeError(`it has more than ${maxBytes} bytes: ${size} or more`);
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
