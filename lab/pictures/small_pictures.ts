/**
 * Small pictures for the tests of the actions.
 *
 * @module
 */
import type { Image } from "imagescript";
import { imageFrom } from "../../shared/pictures/picture.ts";
import { seededRandom } from "../random.ts";

/** A picture of random colours and transparencies, the same for the same seed. */
export function randomPicture(width: number, height: number, seed = 1): Image {
  const random = seededRandom(seed);
  const rgba = new Uint8Array(width * height * 4)
    .map(() => Math.floor(random() * 256));
  return imageFrom(rgba, width, height);
}

/** An opaque grey picture of these rows of values. */
export function greyPicture(rows: readonly (readonly number[])[]): Image {
  const rgba = rows.flat().flatMap((value) => [value, value, value, 255]);
  return imageFrom(Uint8Array.from(rgba), rows[0]?.length ?? 0, rows.length);
}

/** One channel of a picture, row by row: 0 is red, 1 green, 2 blue, 3 alpha. */
export function channelOf(image: Image, channel: number): number[][] {
  return Array.from(
    { length: image.height },
    (_, y) =>
      Array.from(
        { length: image.width },
        (_, x) => image.bitmap[(y * image.width + x) * 4 + channel] ?? NaN,
      ),
  );
}

/** The rows of a grey picture, after checking that it is one. */
export function greyRows(image: Image): number[][] {
  const [red, green, blue] = [0, 1, 2].map((channel) =>
    channelOf(image, channel)
  );
  if (JSON.stringify([red, red]) !== JSON.stringify([green, blue])) {
    throw new Error("Cannot read grey rows: the picture has colour");
  }
  return red ?? [];
}
