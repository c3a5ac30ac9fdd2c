import { type Picture, pictureFrom } from "../../shared/pictures/picture.ts";
import type { Edit } from "./action.ts";
import { refusal } from "./options.ts";

/** Pixels per side of a tile: both its rows and its columns stay in the processor's cache. */
const TILE = 32;

interface RotateOptions {
  /** Clockwise, in quarters: 1, 2 or 3. */
  readonly quarterTurns: number;
}

const ACCEPTED = {
  name: "rotate",
  takes: "clockwise or anti-clockwise, and 90, 180 or 270",
  example: "rotate anti-clockwise 90",
};

const action: Edit<RotateOptions> = {
  kind: "edit",
  name: "rotate",
  emoji: "🔄",
  summary: "Turn the picture by 90, 180 or 270 degrees",
  usage: "rotate [clockwise|anti-clockwise] [90|180|270]",
  examples: ["rotate", "rotate anti-clockwise 90", "rotate 180"],
  knownResult: { caption: "rotate", expected: [[50, 10], [70, 30]] },
  parse(words) {
    // "anti clockwise", "anti-clockwise" and "anticlockwise" are the same
    const text = words.join("").replace(/-(?=[a-z])/g, "");
    const [, before = "", degrees = "90", after = ""] =
      /^(\D*?)(90|180|270)?(?:°|degrees?|deg)?(\D*)$/.exec(text) ?? ["", text];
    const direction = before + after;
    if (/^(clockwise|cw)?$/.test(direction)) {
      return { quarterTurns: Number(degrees) / 90 };
    }
    if (/^(anti|counter|c)(clockwise|cw)$/.test(direction)) {
      return { quarterTurns: 4 - Number(degrees) / 90 };
    }
    throw refusal(words.join(" "), ACCEPTED);
  },
  apply: (picture, { quarterTurns }) => rotate(picture, quarterTurns),
};
export default action;

/**
 * Rotates a picture clockwise by 1, 2 or 3 quarters. Half a turn is made in
 * place; a quarter needs the memory of a second picture.
 */
export function rotate(picture: Picture, quarterTurns: number): Picture {
  const { width, height, bitmap } = picture;
  const pixels = new Uint32Array(
    bitmap.buffer,
    bitmap.byteOffset,
    width * height,
  );
  if (quarterTurns === 2) {
    pixels.reverse();
    return picture;
  }
  const turned = new Uint32Array(width * height);
  // The index that (0, 0) moves to, and the steps from there per step in x and y.
  const [origin, stepX, stepY] = quarterTurns === 1
    ? [height - 1, height, -1]
    : [(width - 1) * height, -height, 1];
  for (let top = 0; top < height; top += TILE) {
    const bottom = Math.min(top + TILE, height);
    for (let left = 0; left < width; left += TILE) {
      const right = Math.min(left + TILE, width);
      for (let y = top; y < bottom; y++) {
        let target = origin + left * stepX + y * stepY;
        for (let x = left; x < right; x++) {
          turned[target] = pixels[y * width + x]!;
          target += stepX;
        }
      }
    }
  }
  return pictureFrom(new Uint8Array(turned.buffer), height, width);
}
