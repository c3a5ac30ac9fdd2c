/**
 * The picture formats that are read and written.
 *
 * @module
 */

export const FORMATS = ["jpeg", "png", "webp", "gif"] as const;
export type Format = typeof FORMATS[number];

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
};

/** Names of the formats in messages to the user. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
  gif: "GIF",
};

/** The longest side that a format can store, in pixels. */
export const MAX_SIDES: Readonly<Record<Format, number>> = {
  jpeg: 65_500,
  png: 1_000_000,
  webp: 16_383,
  gif: 65_535,
};

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Returns the format that a file's signature names, `undefined` for any other file. */
export function detectFormat(bytes: Uint8Array): Format | undefined {
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
