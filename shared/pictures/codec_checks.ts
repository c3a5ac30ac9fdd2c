import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { type Format, FORMATS } from "./format.ts";
import { type Picture, pictureFrom } from "./picture.ts";
import type { Check } from "../service/self_check.ts";

const SIDE = 16;
const LEFT = [200, 40, 40, 255] as const;
const RIGHT = [40, 40, 200, 255] as const;

/** Maximum difference that a lossy format may make to a value away from edges. */
const TOLERANCE = 8;

/** Returns a picture that is red on the left and blue on the right. */
function twoColours(): Picture {
  const rgba = new Uint8Array(SIDE * SIDE * 4);
  for (let at = 0; at < SIDE * SIDE; at++) {
    rgba.set(at % SIDE < SIDE / 2 ? LEFT : RIGHT, at * 4);
  }
  return pictureFrom(rgba, SIDE, SIDE);
}

function assertColour(
  { width, bitmap }: Picture,
  x: number,
  expected: readonly number[],
) {
  const at = (width * SIDE / 2 + x) * 4;
  const found = [...bitmap.subarray(at, at + 4)];
  if (expected.some((value, i) => Math.abs(value - found[i]!) > TOLERANCE)) {
    throw new Error(`the colour ${expected} became ${found}`);
  }
}

async function checkFormat(format: Format) {
  const bytes = await encodePicture(twoColours(), format);
  const { picture, format: found } = await decodePicture(bytes);
  if (found !== format) {
    throw new Error(`it was read as ${found}`);
  }
  if (picture.width !== SIDE || picture.height !== SIDE) {
    throw new Error(`the size became ${picture.width} × ${picture.height}`);
  }
  assertColour(picture, 2, LEFT);
  assertColour(picture, SIDE - 3, RIGHT);
}

/** Checks for each format that a picture is the same after it is written and read. */
export const CODEC_CHECKS: readonly Check[] = FORMATS.map((format) => ({
  description: `writes and reads ${format}`,
  run: () => checkFormat(format),
}));
