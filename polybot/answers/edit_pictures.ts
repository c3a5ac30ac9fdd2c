/**
 * Files through the steps of a caption: bytes → pixels → bytes.
 *
 * @module
 */
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import type { Format } from "../../shared/pictures/format.ts";
import { inspectPicture } from "../../shared/pictures/inspect.ts";
import type { Picture } from "../../shared/pictures/picture.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import type { Step } from "../actions/action.ts";
import { tooManyPixelsTogether } from "../texts.ts";

/** A picture's file. */
export interface PictureFile {
  readonly bytes: Uint8Array;
  readonly format: Format;
}

/** The pixels that may be decoded together, in millions: 4 bytes each. */
const MAX_MEGAPIXELS_TOGETHER = 100;

/** GIF and PNG stay lossless; a GIF's first frame has no reason to keep 256 colours. */
const OUTPUT_FORMATS: Readonly<Record<Format, Format>> = {
  jpeg: "jpeg",
  png: "png",
  webp: "webp",
  gif: "png",
};

// Pixels are worked on by the one JavaScript thread: two at once would be no
// quicker, and hold twice the memory.
let before: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = before.then(work, work);
  before = mine;
  return mine;
}

/**
 * Runs edits on each picture, and joins them where a step combines.
 * Detecting is not done here: such a step is passed over.
 *
 * @param asPhoto write JPEG, as Telegram's photos are; otherwise the format stays
 * @throws {PictureError} when a file is no picture, or all together are too large
 * @throws {OptionError} when the pictures do not suit the step
 */
export function editPictures(
  files: readonly Uint8Array[],
  steps: readonly Step[],
  options: { asPhoto: boolean },
): Promise<PictureFile[]> {
  return oneAtATime(async () => {
    let pixels = 0;
    let format: Format | undefined;
    for (const file of files) {
      const info = await inspectPicture(file);
      pixels += info.width * info.height;
      format ??= info.format;
    }
    if (pixels > MAX_MEGAPIXELS_TOGETHER * 1e6 && files.length > 1) {
      throw new PictureError(
        tooManyPixelsTogether(pixels / 1e6, MAX_MEGAPIXELS_TOGETHER),
      );
    }

    let images: Picture[] = [];
    for (const file of files) images.push((await decodePicture(file)).picture);
    for (const step of steps) {
      if (step.kind === "edit") images = images.map(step.run);
      if (step.kind === "combine") images = [await step.run(images)];
    }

    const output = options.asPhoto || !format ? "jpeg" : OUTPUT_FORMATS[format];
    const results: PictureFile[] = [];
    for (const image of images) {
      results.push({
        bytes: await encodePicture(image, output),
        format: output,
      });
    }
    return results;
  });
}
