import type { Picture } from "../../shared/pictures/picture.ts";
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import type { Format } from "../../shared/pictures/format.ts";
import {
  inspectPicture,
  type PictureInfo,
} from "../../shared/pictures/inspect.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import type { Step } from "../actions/action.ts";
import { tooManyPixelsTogether } from "../texts.ts";

/** A picture's bytes, with the format and size from its header. */
export interface EncodedPicture extends PictureInfo {
  readonly bytes: Uint8Array;
}

/** Megapixels that may be decoded together, at 4 bytes each. */
export const MAX_MEGAPIXELS_TOGETHER = 100;

/** Formats that results are written in. A GIF's first frame becomes a PNG, which has more than 256 colours. */
const OUTPUT_FORMATS: Readonly<Record<Format, Format>> = {
  jpeg: "jpeg",
  png: "png",
  webp: "webp",
  gif: "png",
};

let previous: Promise<unknown> = Promise.resolve();

/** Runs edits one after the other: all use one thread, so two at once would be no faster and need twice the memory. */
function oneAtATime<T>(edit: () => Promise<T>): Promise<T> {
  const current = previous.then(edit, edit);
  previous = current;
  return current;
}

/**
 * Applies the steps of a caption to pictures: each edit to each picture, each
 * combination to all of them. Steps that detect are skipped, as yolo5 carries them out.
 *
 * @param asPhoto writes JPEG, like Telegram's photos; otherwise the format does not change
 * @throws {PictureError} when a file is not a picture, or all together are too large
 * @throws {OptionError} when a step cannot be applied to these pictures
 */
export function editPictures(
  files: readonly Uint8Array[],
  steps: readonly Step[],
  { asPhoto }: { asPhoto: boolean },
): Promise<EncodedPicture[]> {
  return oneAtATime(async () => {
    const infos: PictureInfo[] = [];
    for (const file of files) infos.push(await inspectPicture(file));
    checkTotalSize(infos);

    let pictures: Picture[] = [];
    for (const [index, info] of infos.entries()) {
      pictures.push((await decodePicture(files[index]!, { info })).picture);
    }
    for (const step of steps) {
      if (step.kind === "edit") pictures = pictures.map(step.run);
      if (step.kind === "combine") pictures = [await step.run(pictures)];
    }

    const format =
      OUTPUT_FORMATS[asPhoto ? "jpeg" : infos[0]?.format ?? "jpeg"];
    const results: EncodedPicture[] = [];
    for (const picture of pictures) {
      const { width, height } = picture;
      const bytes = await encodePicture(picture, format);
      results.push({ bytes, format, width, height });
    }
    return results;
  });
}

function checkTotalSize(infos: readonly PictureInfo[]) {
  const pixels = infos.reduce(
    (sum, { width, height }) => sum + width * height,
    0,
  );
  if (infos.length > 1 && pixels > MAX_MEGAPIXELS_TOGETHER * 1e6) {
    throw new PictureError(
      tooManyPixelsTogether(pixels / 1e6, MAX_MEGAPIXELS_TOGETHER),
    );
  }
}
