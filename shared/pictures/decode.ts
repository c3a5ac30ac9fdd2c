import type { Format } from "./format.ts";
import { damagedPicture, inspectPicture, type PictureInfo } from "./inspect.ts";
import { MAX_PIXELS } from "./limits.ts";
import { type Picture, pictureFrom } from "./picture.ts";
import { sharp } from "./sharp.ts";

export interface DecodeOptions {
  /**
   * `"converted"`: to sRGB, as a screen shows them. `"stored"`: as they are in
   * the file, ignoring its colour profile; detection models are trained and
   * evaluated on these.
   *
   * @default {"converted"}
   */
  readonly colours?: "converted" | "stored";
  /** Result of an earlier {@linkcode inspectPicture} of the same bytes, which is otherwise called here. */
  readonly info?: PictureInfo;
}

/**
 * Decodes a picture: the first frame, upright by its EXIF, sRGB, 8 bits per channel.
 *
 * @throws {PictureError} as {@linkcode inspectPicture} does, and when the pixels cannot be read
 */
export async function decodePicture(
  bytes: Uint8Array,
  { colours = "converted", info }: DecodeOptions = {},
): Promise<{ picture: Picture; format: Format }> {
  const { format } = info ?? await inspectPicture(bytes);
  try {
    const { data, info: { width, height } } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      failOn: "error",
      ignoreIcc: colours === "stored",
    })
      .autoOrient()
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { picture: pictureFrom(data, width, height), format };
  } catch (cause) {
    throw damagedPicture(format, cause);
  }
}
