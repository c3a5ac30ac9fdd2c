/**
 * The pictures of chaos: photographs with one object in each, and plain
 * colours to be edited.
 *
 * @module
 */
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import { pictureFrom } from "../../shared/pictures/picture.ts";

export const PICTURE_NAMES = ["cat", "person", "dining table"] as const;
/** A picture is known by the one object that is found in it. */
export type PictureName = typeof PICTURE_NAMES[number];

/** The colours of the photos that are made for it. */
export const COLOURS = ["red", "green", "blue", "white"] as const;
export type Colour = typeof COLOURS[number];

/** A photo of one colour. */
export interface PlainPhoto {
  readonly colour: Colour;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const FILES: Readonly<Record<PictureName, string>> = {
  cat: "chelsea.png",
  person: "astronaut.png",
  "dining table": "coffee.png",
};

/** The photographs, as JPEG. */
export async function readPictures(): Promise<Record<PictureName, Uint8Array>> {
  const read = async (name: PictureName) => {
    const file = new URL(
      `../../shared/pictures/samples/${FILES[name]}`,
      import.meta.url,
    );
    const { picture } = await decodePicture(await Deno.readFile(file));
    return await encodePicture(picture, "jpeg");
  };
  return {
    cat: await read("cat"),
    person: await read("person"),
    "dining table": await read("dining table"),
  };
}

const RGB: Readonly<Record<Colour, readonly [number, number, number]>> = {
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
  white: [255, 255, 255],
};

/** A PNG of one colour. */
export async function makePlain(
  { colour, width, height }: PlainPhoto,
): Promise<Uint8Array> {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    pixels.set([...RGB[colour], 255], at);
  }
  return await encodePicture(pictureFrom(pixels, width, height), "png");
}

/** The colours of a picture's equal parts, along its width or its height. */
export async function coloursOf(
  bytes: Uint8Array,
  direction: "horizontal" | "vertical",
  parts: number,
): Promise<Colour[]> {
  const { picture } = await decodePicture(bytes);
  const { width, height } = picture;
  return Array.from({ length: parts }, (_, index) => {
    const along = (index + 0.5) / parts;
    const [x, y] = direction === "horizontal"
      ? [along * width, height / 2]
      : [width / 2, along * height];
    const at = Math.floor(y) * width + Math.floor(x);
    return nearest(picture.bitmap.subarray(at * 4, at * 4 + 3));
  });
}

function nearest(pixel: ArrayLike<number>): Colour {
  const distance = (colour: Colour) =>
    RGB[colour].reduce(
      (sum, value, channel) => sum + Math.abs(value - (pixel[channel] ?? 0)),
      0,
    );
  return COLOURS.toSorted((a, b) => distance(a) - distance(b))[0] ?? "white";
}
