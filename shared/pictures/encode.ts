import { type Format, FORMAT_NAMES, MAX_SIDES } from "./format.ts";
import type { Picture } from "./picture.ts";
import { PictureError } from "./picture_error.ts";
import { openInSharp } from "./sharp.ts";

/** Quality of JPEG and WebP, 1 to 100. */
export const QUALITY = 92;

/** Options of JPEG. Optimised coding would take 50 % longer and save 1 % of the bytes. */
const JPEG = { quality: QUALITY, optimiseCoding: false };

function isOpaque({ bitmap }: Picture): boolean {
  for (let at = 3; at < bitmap.length; at += 4) {
    if (bitmap[at] !== 255) return false;
  }
  return true;
}

/**
 * Encodes a picture. JPEG has no transparency: transparent parts become white.
 *
 * @throws {PictureError} when a side is longer than the format can store
 */
export async function encodePicture(
  picture: Picture,
  format: Format,
): Promise<Uint8Array> {
  const { width, height } = picture;
  const maxSide = MAX_SIDES[format];
  if (Math.max(width, height) > maxSide) {
    throw new PictureError(
      `The result would have ${width} × ${height} pixels, and a ${
        FORMAT_NAMES[format]
      } has at most ${maxSide} a side. Please send something smaller.`,
    );
  }
  const pixels = openInSharp(picture);
  switch (format) {
    case "jpeg": {
      // most pictures are opaque, and flattening takes time
      const opaque = isOpaque(picture)
        ? pixels.removeAlpha()
        : pixels.flatten({ background: "white" });
      return await opaque.jpeg(JPEG).toBuffer();
    }
    case "png":
      return await pixels.png({ compressionLevel: 6 }).toBuffer();
    case "webp":
      return await pixels.webp({ quality: QUALITY }).toBuffer();
    case "gif":
      return await pixels.gif().toBuffer();
  }
}
