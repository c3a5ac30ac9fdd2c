/**
 * Pictures of one colour, and their pixels.
 *
 * @module
 */
import { blankPicture, pixelAt } from "./small_pictures.ts";
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import type { Picture } from "../../shared/pictures/picture.ts";

/** Makes a PNG of one colour. */
export const plainPng = (
  width: number,
  height: number,
  rgb: readonly [number, number, number],
): Promise<Uint8Array> =>
  encodePicture(blankPicture(width, height, [...rgb, 255]), "png");

export const RED = [255, 0, 0] as const;
export const GREEN = [0, 255, 0] as const;
export const BLUE = [0, 0, 255] as const;

/** Decodes a picture's file. */
export async function pixelsOf(bytes: Uint8Array): Promise<Picture> {
  return (await decodePicture(bytes)).picture;
}

/** Returns which of red, green and blue a pixel is closest to; JPEG does not keep colours exactly. */
export function colourAt(image: Picture, x: number, y: number): string {
  const [red = 0, green = 0, blue = 0] = pixelAt(image, x, y);
  const most = Math.max(red, green, blue);
  return most === red ? "red" : most === green ? "green" : "blue";
}
