/**
 * Reads and writes the files of pictures, and chooses their names.
 *
 * @module
 */
import { basename, dirname, extname, join } from "node:path";
import type { Step } from "../polybot/actions/action.ts";
import { decodePicture } from "../shared/pictures/decode.ts";
import { encodePicture } from "../shared/pictures/encode.ts";
import type { Format } from "../shared/pictures/format.ts";
import type { Picture } from "../shared/pictures/picture.ts";
import { PictureError } from "../shared/pictures/picture_error.ts";

/** Formats by file extension. */
const FORMATS: Readonly<Record<string, Format>> = {
  ".png": "png",
  ".jpg": "jpeg",
  ".jpeg": "jpeg",
  ".webp": "webp",
  ".gif": "gif",
};
/** List of the extensions of files to which pictures can be written. */
export const EXTENSIONS = Object.keys(FORMATS).join(", ");

/** Tells whether pictures can be written to a file with this name. */
export const hasKnownExtension = (file: string) =>
  extname(file).toLowerCase() in FORMATS;

/** Thrown when a file cannot be read or written. The message is one sentence. */
export class FileError extends Error {
  override name = "FileError";
}

const reasonOf = (error: unknown) =>
  error instanceof Deno.errors.NotFound
    ? "there is no such file or folder"
    : error instanceof Error
    ? error.message
    : String(error);

/**
 * Reads a photo for a chain of actions.
 *
 * @throws {FileError} when the file does not exist or cannot be decoded
 */
export async function readPhoto(
  file: string,
  steps: readonly Step[],
): Promise<Picture> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(file);
  } catch (error) {
    throw new FileError(`Cannot read '${file}': ${reasonOf(error)}`);
  }
  const detects = steps.some(({ kind }) => kind === "detect");
  try {
    const colours = detects ? "stored" : "converted";
    return (await decodePicture(bytes, { colours })).picture;
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    throw new FileError(`Cannot use '${file}': ${error.message}`);
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const paths = [a, b].map((file) => Deno.realPath(file).catch(() => file));
  const [first, second] = await Promise.all(paths);
  return first === second;
}

/**
 * Writes a picture in the format that the extension of the file names.
 *
 * @throws {FileError} when the file is one of the inputs, or cannot be written
 */
export async function writePicture(
  image: Picture,
  file: string,
  inputs: readonly string[],
): Promise<void> {
  for (const input of inputs) {
    if (await isSameFile(file, input)) {
      throw new FileError(
        `Cannot write '${file}' as it is one of the photos: choose another --out`,
      );
    }
  }
  const format = FORMATS[extname(file).toLowerCase()] ?? "png";
  try {
    await Deno.writeFile(file, await encodePicture(image, format));
  } catch (error) {
    throw new FileError(`Cannot write '${file}': ${reasonOf(error)}`);
  }
}

/** Returns an unused name beside the photo, such as `photo-rotate-blur.png` or `photo-rotate-blur-2.png`. */
export async function defaultName(photo: string, steps: readonly Step[]) {
  const actions = steps.map(({ name }) => name.replaceAll(" ", "-")).join("-");
  const stem = join(
    dirname(photo),
    `${basename(photo, extname(photo))}-${actions}`,
  );
  for (let number = 1;; number++) {
    const file = `${stem}${number > 1 ? `-${number}` : ""}.png`;
    const taken = await Deno.lstat(file).then(() => true, () => false);
    if (!taken) return file;
  }
}
