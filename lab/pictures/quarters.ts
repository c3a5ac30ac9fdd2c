/**
 * A picture with a colour per quarter, which shows how it was rotated.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { Picture } from "../../shared/pictures/picture.ts";
import sharp, { type Sharp } from "sharp";
import { pixelAt } from "./small_pictures.ts";

/** A colour in RGB. */
export type Colour = readonly [red: number, green: number, blue: number];

export const RED: Colour = [255, 0, 0];
export const GREEN: Colour = [0, 255, 0];
export const BLUE: Colour = [0, 0, 255];
export const WHITE: Colour = [255, 255, 255];

/** Makes a picture of 48 × 32 pixels with these colours: top left, top right, bottom left, bottom right. */
export function quarters(colours: readonly Colour[]): Sharp {
  const rgb = new Uint8Array(48 * 32 * 3);
  for (let y = 0; y < 32; y++) {
    for (let x = 0; x < 48; x++) {
      const quarter = (y < 16 ? 0 : 2) + (x < 24 ? 0 : 1);
      rgb.set(colours[quarter] ?? WHITE, (y * 48 + x) * 3);
    }
  }
  return sharp(rgb, { raw: { width: 48, height: 32, channels: 3 } });
}

/** Colours of {@linkcode colouredQuarters}. */
export const COLOURS = [RED, GREEN, BLUE, WHITE];
/** Makes the test picture, to be encoded in any format. */
export const colouredQuarters = () => quarters(COLOURS);

/** Returns the pixel in the middle of each quarter. */
export function readQuarters(picture: Picture): number[][] {
  const { width, height } = picture;
  return [[1, 1], [3, 1], [1, 3], [3, 3]].map(([x = 0, y = 0]) =>
    pixelAt(picture, Math.floor(x * width / 4), Math.floor(y * height / 4))
  );
}

/** Fails unless the quarters have these colours and are opaque. */
export function assertQuarters(
  image: Picture,
  colours: readonly Colour[],
  tolerance: number,
) {
  const found = readQuarters(image);
  for (const [quarter, colour] of colours.entries()) {
    const pixel = found[quarter] ?? [];
    const far = colour.some((value, channel) =>
      Math.abs(value - (pixel[channel] ?? NaN)) > tolerance
    );
    assert(
      !far && pixel[3] === 255,
      `quarter ${quarter} is ${pixel}, not ${colour}`,
    );
  }
}
