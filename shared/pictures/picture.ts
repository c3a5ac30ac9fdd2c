/**
 * Decoded pixels.
 *
 * @module
 */

/** A decoded picture: RGBA, 8 bits per channel, row by row from the top left. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Begins at a multiple of 4 bytes in its buffer, so that a `Uint32Array` can view the same pixels. */
  readonly bitmap: Uint8ClampedArray;
}

/**
 * Creates a picture from RGBA bytes, which are only copied if they are not 4-byte
 * aligned.
 *
 * @throws {RangeError} when `rgba` does not have width × height × 4 bytes
 */
export function pictureFrom(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Picture {
  if (rgba.length !== width * height * 4) {
    throw new RangeError(
      `Cannot make a ${width} × ${height} picture: ${
        width * height * 4
      } bytes are needed, current length is ${rgba.length}`,
    );
  }
  // Not slice(): that of a Buffer shares its memory.
  const { buffer, byteOffset, length } = rgba.byteOffset % 4 === 0
    ? rgba
    : Uint8Array.from(rgba);
  const bitmap = new Uint8ClampedArray(buffer, byteOffset, length);
  return { width, height, bitmap };
}

/**
 * Frees a picture's memory immediately. It is outside of the heap, where the
 * garbage collector does not see it. The picture is empty afterwards.
 */
export function releasePixels({ bitmap: { buffer, byteLength } }: Picture) {
  // a small picture may share its memory with others
  if (buffer.byteLength === byteLength) (buffer as ArrayBuffer).transfer(0);
}
