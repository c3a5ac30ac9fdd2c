/**
 * Encodes photos at the sizes that Telegram offers, and thumbnails.
 *
 * @module
 */
import sharp, { type Sharp } from "sharp";
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import { MAX_PIXELS } from "../../shared/pictures/limits.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";

/** Pixels of the longest side in Telegram's sizes s, m, x and y. */
const LONGEST_SIDES = [90, 320, 800, 1280];
/** Pixels of a thumbnail's longest side. */
const THUMBNAIL = 320;
const JPEG_QUALITY = 87;

/** A photo at one size, as JPEG. */
export interface EncodedSize {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/**
 * Encodes a picture at each of the sizes, smallest first: upright, sRGB, without
 * metadata, on white. Pictures are not enlarged: if one is smaller than 1280
 * pixels, its largest size is the original size.
 *
 * @throws {PictureError} when the bytes are not a picture, are damaged, or exceed the limits of `shared/pictures/limits.ts`
 */
export async function photoSizes(bytes: Uint8Array): Promise<EncodedSize[]> {
  const { width, height } = await inspectPicture(bytes);
  const own = Math.max(width, height);
  const smaller = LONGEST_SIDES.filter((side) => side < own);
  const [largest = own, ...others] = [
    ...smaller,
    ...(own <= 1280 ? [own] : []),
  ].reverse();
  return await oneAtATime(async () => {
    const scaled = await scale(decode(bytes), largest)
      .raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true })
      .catch(refuse);
    const { width, height, channels } = scaled.info;
    const sizes: EncodedSize[] = [];
    for (const side of [largest, ...others]) {
      const raw = sharp(scaled.data, { raw: { width, height, channels } });
      sizes.unshift(await encode(scale(raw, side)));
    }
    return sizes;
  });
}

/** Returns a small JPEG of a picture; `undefined` if the bytes are not a picture. */
export async function thumbnailOf(
  bytes: Uint8Array,
): Promise<EncodedSize | undefined> {
  try {
    await inspectPicture(bytes);
    return await oneAtATime(() =>
      encode(scale(decode(bytes), THUMBNAIL)).catch(refuse)
    );
  } catch (error) {
    if (error instanceof PictureError) return undefined;
    throw error;
  }
}

const decode = (bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
    .autoOrient().toColourspace("srgb").flatten({ background: "white" });

const scale = (picture: Sharp, longest: number) =>
  picture.resize(longest, longest, { fit: "inside", withoutEnlargement: true });

async function encode(picture: Sharp): Promise<EncodedSize> {
  const { data, info } = await picture.jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, bytes: data };
}

function refuse(cause: unknown): never {
  throw new PictureError("The pixels of this picture cannot be read.", {
    cause,
  });
}

let last: Promise<unknown> = Promise.resolve();

/** Runs one task at a time, because several large pictures in memory would need too much of it. */
function oneAtATime<T>(task: () => Promise<T>): Promise<T> {
  const next = last.then(task, task);
  last = next.catch(() => {});
  return next;
}
