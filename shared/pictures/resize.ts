import { type Picture, pictureFrom } from "./picture.ts";
import { openInSharp } from "./sharp.ts";

/** Scales a picture to exactly `width` × `height`, averaging pixels where it shrinks. */
export async function resizePicture(
  picture: Picture,
  width: number,
  height: number,
): Promise<Picture> {
  if (picture.width === width && picture.height === height) return picture;
  const pixels = await openInSharp(picture)
    .resize(width, height, { fit: "fill" }).raw().toBuffer();
  return pictureFrom(pixels, width, height);
}
