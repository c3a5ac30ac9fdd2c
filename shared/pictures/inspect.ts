import type { Metadata } from "sharp";
import { detectFormat, type Format, FORMAT_NAMES } from "./format.ts";
import { MAX_PICTURE_BYTES, MAX_PIXELS } from "./limits.ts";
import { PictureError } from "./picture_error.ts";
import { sharp } from "./sharp.ts";

export interface PictureInfo {
  readonly format: Format;
  /** Pixels, after the picture is turned upright. */
  readonly width: number;
  readonly height: number;
}

const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const megapixels = (pixels: number) => (pixels / 1e6).toFixed(1);

/**
 * Reads the header of a picture file. The format is detected from the bytes; the
 * file's name does not matter.
 *
 * @throws {PictureError} when the file is not a JPEG, PNG, WebP or GIF, or is larger than {@linkcode MAX_PICTURE_BYTES} or {@linkcode MAX_PIXELS}
 */
export async function inspectPicture(bytes: Uint8Array): Promise<PictureInfo> {
  if (bytes.length === 0) {
    throw new PictureError("This file is empty. Please send a photo.");
  }
  if (bytes.length > MAX_PICTURE_BYTES) {
    throw new PictureError(
      `This file has ${mebibytes(bytes.length)} MB; at most ${
        mebibytes(MAX_PICTURE_BYTES)
      } MB can be worked on. Please send a smaller one.`,
    );
  }
  const format = detectFormat(bytes);
  if (format === undefined) {
    throw new PictureError(
      "This file is not a picture that I can read. Please send a JPEG, PNG, WebP or GIF.",
    );
  }
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw damagedPicture(format, cause);
  }
  const { width, height } = metadata.autoOrient;
  if (width * height > MAX_PIXELS) {
    throw new PictureError(
      `This picture has ${width} × ${height} pixels, which is ${
        megapixels(width * height)
      } megapixels; at most ${
        megapixels(MAX_PIXELS)
      } can be worked on. Please send a smaller one.`,
    );
  }
  return { format, width, height };
}

/** Returns the error for a file whose pixels cannot be read. */
export const damagedPicture = (format: Format, cause: unknown) =>
  new PictureError(
    `This ${
      FORMAT_NAMES[format]
    } is damaged or cut off: its pixels cannot be read. Please send it again.`,
    { cause },
  );
