/**
 * Bytes ↔ pixels: what is a picture is judged by its bytes, before anything
 * is decoded.
 *
 * sharp reads and writes the formats; imagescript's `Image` is the canvas
 * that everything else works on: RGBA, 8 bits, row by row from the top left.
 *
 * @module
 */
import { Image } from "imagescript";
import sharp, { type Metadata } from "sharp";

/** The largest file that is looked at, in bytes: what a bot may download from Telegram. */
export const MAX_BYTES = 20 * 1024 * 1024;
/** The largest picture that is decoded, in pixels. */
export const MAX_PIXELS = 50_000_000;

export const FORMATS = ["jpeg", "png", "webp", "gif"] as const;
export type Format = typeof FORMATS[number];

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
};

/** How a person reads the formats' names, and the most pixels that a side can have. */
const FORMAT_FACTS: Readonly<Record<Format, { name: string; side: number }>> = {
  jpeg: { name: "JPEG", side: 65_500 },
  png: { name: "PNG", side: 1_000_000 },
  webp: { name: "WebP", side: 16_383 },
  gif: { name: "GIF", side: 65_535 },
};

const QUALITY = 92;
/** The best coding of the values would take half as long again, for a hundredth of the bytes. */
const JPEG = { quality: QUALITY, optimiseCoding: false };

// libvips' cache would only keep pictures that do not come again.
sharp.cache(false);

/** Bytes that are no picture we read. The message is a sentence for a person. */
export class PictureError extends Error {
  override name = "PictureError";
}

/** What the first bytes of a file say, before it is decoded. */
export interface PictureInfo {
  readonly format: Format;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
}

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The format by its signature; `undefined` for anything that is not read here. */
export function sniffFormat(bytes: Uint8Array): Format | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
    return "jpeg";
  }
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") {
    return "webp";
  }
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "gif";
  return undefined;
}

const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const megapixels = (pixels: number) => (pixels / 1e6).toFixed(1);

/**
 * Looks at a file's head and refuses what is not a picture or is too large.
 *
 * @throws {PictureError} when the bytes are no JPEG, PNG, WebP or GIF, or go beyond {@linkcode MAX_BYTES} or {@linkcode MAX_PIXELS}
 */
export async function inspectPicture(bytes: Uint8Array): Promise<PictureInfo> {
  if (bytes.length === 0) {
    throw new PictureError("This file is empty. Please send a photo.");
  }
  if (bytes.length > MAX_BYTES) {
    throw new PictureError(
      `This file has ${mebibytes(bytes.length)} MB; at most ${
        mebibytes(MAX_BYTES)
      } MB can be worked on. Please send a smaller one.`,
    );
  }
  const format = sniffFormat(bytes);
  if (format === undefined) {
    throw new PictureError(
      "This file is not a picture that I can read. Please send a JPEG, PNG, WebP or GIF.",
    );
  }
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw damaged(format, cause);
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

const damaged = (format: Format, cause: unknown) =>
  new PictureError(
    `This ${
      FORMAT_FACTS[format].name
    } is damaged or cut off: its pixels cannot be read. Please send it again.`,
    { cause },
  );

/** How a picture's colours are read. */
export interface DecodeOptions {
  /**
   * `"converted"` (the default): to sRGB, as a screen shows them. `"stored"`:
   * as the file has them, its colour profile unread, as the tools read them
   * that detectors are trained and compared with.
   */
  readonly colours?: "converted" | "stored";
  /** Result of {@linkcode inspectPicture} for these bytes, where the caller has it: the header is not read again. */
  readonly info?: PictureInfo;
}

/**
 * Reads a picture: upright by its EXIF, first frame, sRGB, 8 bits a channel.
 *
 * @throws {PictureError} as {@linkcode inspectPicture} does, and when the pixels cannot be read
 */
export async function decodePicture(
  bytes: Uint8Array,
  { colours = "converted", info }: DecodeOptions = {},
): Promise<{ image: Image; format: Format }> {
  const { format } = info ?? await inspectPicture(bytes);
  try {
    const { data, info: size } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      failOn: "error",
      ignoreIcc: colours === "stored",
    })
      .autoOrient()
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { image: imageFrom(data, size.width, size.height), format };
  } catch (cause) {
    throw damaged(format, cause);
  }
}

/**
 * A canvas over RGBA bytes, which it keeps using: nothing is copied, unless
 * they lie crooked in memory.
 *
 * @throws {RangeError} when `rgba` is not width × height × 4 bytes
 */
export function imageFrom(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Image {
  if (rgba.length !== width * height * 4) {
    throw new RangeError(
      `Cannot make a ${width} × ${height} image: ${
        width * height * 4
      } bytes are needed, current length is ${rgba.length}`,
    );
  }
  // Image's constructor allocates; its pixels are three views of one buffer.
  const image = new Image(1, 1);
  // Not slice(): a Buffer's gives the same bytes, as crooked as before.
  const buffer = rgba.byteOffset % 4 === 0 ? rgba : Uint8Array.from(rgba);
  const view = [buffer.buffer, buffer.byteOffset, buffer.length] as const;
  return Object.assign(image, {
    __width__: width,
    __height__: height,
    __buffer__: buffer.buffer,
    __view__: new DataView(...view),
    __u32__: new Uint32Array(view[0], view[1], view[2] / 4),
    bitmap: new Uint8ClampedArray(...view),
  });
}

/**
 * Gives a picture's memory back at once: megabytes outside of the heap, which
 * the garbage collector does not see. Its pixels are of no use afterwards.
 */
export function releasePixels({ bitmap: { buffer, byteLength } }: Image): void {
  // a small one may lie in memory that it shares with others
  if (buffer.byteLength === byteLength) (buffer as ArrayBuffer).transfer(0);
}

function isOpaque({ bitmap }: Image): boolean {
  for (let at = 3; at < bitmap.length; at += 4) {
    if (bitmap[at] !== 255) return false;
  }
  return true;
}

/**
 * Writes a picture. JPEG has no transparency: it is laid on white.
 *
 * @throws {PictureError} when a side is longer than the format can say
 */
export async function encodePicture(
  image: Image,
  format: Format,
): Promise<Uint8Array> {
  const { name, side } = FORMAT_FACTS[format];
  if (Math.max(image.width, image.height) > side) {
    throw new PictureError(
      `The result would have ${image.width} × ${image.height} pixels, and a ${name} has at most ${side} a side. Please send something smaller.`,
    );
  }
  const raw = sharp(image.bitmap, {
    raw: { width: image.width, height: image.height, channels: 4 },
    limitInputPixels: false,
  });
  switch (format) {
    case "jpeg": {
      // most are opaque, and laying on white takes its time
      const opaque = isOpaque(image)
        ? raw.removeAlpha()
        : raw.flatten({ background: "white" });
      return await opaque.jpeg(JPEG).toBuffer();
    }
    case "png":
      return await raw.png({ compressionLevel: 6 }).toBuffer();
    case "webp":
      return await raw.webp({ quality: QUALITY }).toBuffer();
    case "gif":
      return await raw.gif().toBuffer();
  }
}

/** Scales to exactly `width` × `height`, averaging where it shrinks. */
export async function resizePicture(
  image: Image,
  width: number,
  height: number,
): Promise<Image> {
  if (image.width === width && image.height === height) return image;
  const { data } = await sharp(image.bitmap, {
    raw: { width: image.width, height: image.height, channels: 4 },
    limitInputPixels: false,
  }).resize(width, height, { fit: "fill" }).raw()
    .toBuffer({ resolveWithObject: true });
  return imageFrom(data, width, height);
}
