/**
 * Small pictures for the tests of actions.
 *
 * @module
 */
import { type Picture, pictureFrom } from "../../shared/pictures/picture.ts";
import { seededRandom } from "../random.ts";

/** Makes a picture of random colours and transparencies; the same seed makes the same picture. */
export function randomPicture(
  width: number,
  height: number,
  seed = 1,
): Picture {
  const random = seededRandom(seed);
  const rgba = new Uint8Array(width * height * 4)
    .map(() => Math.floor(random() * 256));
  return pictureFrom(rgba, width, height);
}

/** Makes a picture of one RGBA colour. */
export function blankPicture(
  width: number,
  height: number,
  colour: readonly number[] = [0, 0, 0, 0],
): Picture {
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < rgba.length; at += 4) rgba.set(colour, at);
  return pictureFrom(rgba, width, height);
}

/** Returns the RGBA values of a pixel; the top left one is 0, 0. */
export function pixelAt({ bitmap, width }: Picture, x: number, y: number) {
  const at = (y * width + x) * 4;
  return [...bitmap.subarray(at, at + 4)];
}

/** Makes an opaque grey picture from rows of values. */
export function greyPicture(rows: readonly (readonly number[])[]): Picture {
  const rgba = rows.flat().flatMap((value) => [value, value, value, 255]);
  return pictureFrom(Uint8Array.from(rgba), rows[0]?.length ?? 0, rows.length);
}

/** Returns the rows of one channel: 0 is red, 1 green, 2 blue, 3 alpha. */
export function channelOf(image: Picture, channel: number): number[][] {
  return Array.from(
    { length: image.height },
    (_, y) =>
      Array.from(
        { length: image.width },
        (_, x) => image.bitmap[(y * image.width + x) * 4 + channel] ?? NaN,
      ),
  );
}

/**
 * Returns the rows of a grey picture.
 *
 * @throws {Error} when it has colour
 */
export function greyRows(image: Picture): number[][] {
  const [red, green, blue] = [0, 1, 2].map((channel) =>
    channelOf(image, channel)
  );
  if (JSON.stringify([red, red]) !== JSON.stringify([green, blue])) {
    throw new Error("Cannot read grey rows: the picture has colour");
  }
  return red ?? [];
}
