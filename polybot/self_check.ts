/**
 * The checks of `polybot --self-check`: the codec, and each action's examples
 * and known result.
 *
 * @module
 */
import { CODEC_CHECKS } from "../shared/pictures/codec_checks.ts";
import { type Picture, pictureFrom } from "../shared/pictures/picture.ts";
import type { Check } from "../shared/service/self_check.ts";
import {
  type GreyRows,
  KNOWN_PICTURE,
  type KnownResult,
} from "./actions/action.ts";
import { ACTIONS } from "./actions/mod.ts";
import { parseCaption } from "./caption/parse.ts";

function greyPicture(rows: GreyRows): Picture {
  const rgba = rows.flat().flatMap((value) => [value, value, value, 255]);
  return pictureFrom(Uint8Array.from(rgba), rows[0]?.length ?? 0, rows.length);
}

function greyRows({ width, height, bitmap }: Picture): GreyRows {
  const value = (x: number, y: number) => bitmap[(y * width + x) * 4] ?? NaN;
  return Array.from(
    { length: height },
    (_, y) => Array.from({ length: width }, (_, x) => value(x, y)),
  );
}

/** Applies a caption to the known picture, and fails unless each value is as expected. */
async function checkCaption({ caption, expected }: KnownResult) {
  let pictures = [greyPicture(KNOWN_PICTURE), greyPicture(KNOWN_PICTURE)];
  for (const step of parseCaption(caption)) {
    if (step.kind === "edit") pictures = pictures.map(step.run);
    if (step.kind === "combine") pictures = [await step.run(pictures)];
  }
  for (const picture of pictures) {
    const rows = greyRows(picture);
    const isRight = typeof expected === "function"
      ? rows.length > 0 && rows.flat().every((value) => expected(value))
      : JSON.stringify(rows) === JSON.stringify(expected);
    if (!isRight) throw new Error(`the result was ${JSON.stringify(rows)}`);
  }
}

/** All checks, in order. yolo5's self-check covers detection. */
export const CHECKS: readonly Check[] = [
  ...CODEC_CHECKS,
  ...ACTIONS.filter(({ kind }) => kind !== "detect")
    .flatMap(({ examples, knownResult }): KnownResult[] => [
      ...examples
        .filter((caption) => caption !== knownResult?.caption)
        .map((caption) => ({ caption, expected: Number.isInteger })),
      ...knownResult ? [knownResult] : [],
    ])
    .map((result) => ({
      description: `carries out “${result.caption}”`,
      run: () => checkCaption(result),
    })),
];
