import sharp, { type Sharp } from "sharp";
import type { Picture } from "./picture.ts";

// The same picture is rarely processed twice, so libvips' cache would only cost memory.
sharp.cache(false);

export { sharp };

/** Opens decoded pixels in sharp; they are not copied. */
export const openInSharp = ({ bitmap, width, height }: Picture): Sharp =>
  sharp(bitmap, {
    raw: { width, height, channels: 4 },
    limitInputPixels: false,
  });
