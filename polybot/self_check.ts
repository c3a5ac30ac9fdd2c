/**
 * What `polybot --self-check` tries: the codec, and each action on a picture
 * whose result is known.
 *
 * @module
 */
import { CODEC_CHECKS } from "../shared/pictures/codec_checks.ts";
import { type Picture, pictureFrom } from "../shared/pictures/picture.ts";
import type { Check } from "../shared/service/self_check.ts";
import { ACTIONS } from "./actions/mod.ts";
import { parseCaption } from "./caption/parse.ts";

/** The values of a grey picture, row by row. */
type Rows = readonly (readonly number[])[];

const PICTURE: Rows = [[10, 30], [50, 70]];

/** What a caption makes of {@linkcode PICTURE}, or of two of them where it joins pictures: its rows, or what each value must be. */
const RESULTS: Readonly<Record<string, Rows | ((value: number) => boolean)>> = {
  "blur 2": [[40, 50], [60, 70]],
  "contour": [[20, 20], [20, 20]],
  "rotate": [[50, 10], [70, 30]],
  "salt and pepper 1": (value) => value === 0 || value === 255,
  "segment 40": [[0, 0], [255, 255]],
  "concat": [[10, 30, 10, 30], [50, 70, 50, 70]],
};

/** The captions that are tried: those whose result is known, and the plainest of every other action. */
function captions(): string[] {
  const known = Object.keys(RESULTS);
  const tried = new Set(known.flatMap(parseCaption).map(({ name }) => name));
  const others = ACTIONS.filter(({ name, kind }) =>
    // what detects is done by yolo5
    kind !== "detect" && !tried.has(name)
  );
  return [...known, ...others.map(({ examples: [plainest] }) => plainest)];
}

function greyPicture(rows: Rows): Picture {
  const rgba = rows.flat().flatMap((value) => [value, value, value, 255]);
  return pictureFrom(Uint8Array.from(rgba), rows[0]?.length ?? 0, rows.length);
}

function rowsOf({ width, height, bitmap }: Picture): Rows {
  const value = (x: number, y: number) => bitmap[(y * width + x) * 4] ?? NaN;
  return Array.from(
    { length: height },
    (_, y) => Array.from({ length: width }, (_, x) => value(x, y)),
  );
}

async function checkCaption(caption: string) {
  let images = [greyPicture(PICTURE), greyPicture(PICTURE)];
  for (const step of parseCaption(caption)) {
    if (step.kind === "edit") images = images.map(step.run);
    if (step.kind === "combine") images = [await step.run(images)];
  }
  for (const image of images) {
    const rows = rowsOf(image);
    const expected = RESULTS[caption] ?? Number.isInteger;
    const isRight = typeof expected === "function"
      ? rows.length > 0 && rows.flat().every((value) => expected(value))
      : JSON.stringify(rows) === JSON.stringify(expected);
    if (!isRight) throw new Error(`gave ${JSON.stringify(rows)}`);
  }
}

/** All that is tried, in its order. */
export const CHECKS: readonly Check[] = [
  ...CODEC_CHECKS,
  ...captions().map((caption) => ({
    description: `carries out “${caption}”`,
    run: () => checkCaption(caption),
  })),
];
