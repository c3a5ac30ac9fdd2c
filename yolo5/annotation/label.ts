/**
 * Draws labels: text on a filled, rounded background.
 *
 * @module
 */
import sharp from "sharp";
import { type Picture, pictureFrom } from "../../shared/pictures/picture.ts";
import {
  CAP_HEIGHT,
  type Glyph,
  GLYPHS,
  UNITS_PER_EM,
} from "./fonts/roboto_medium.ts";
import { textColourOn } from "./palette.ts";

/** Space left and right of the text, as a fraction of the font size. */
const PADDING = 0.3;
/** Height of a label, as a fraction of the font size. */
const LINE_HEIGHT = 1.3;

/** Character shown instead of those that the font lacks. */
const UNKNOWN = "?";

const glyphsOf = (text: string): Glyph[] =>
  Array.from(
    text,
    (character) => (GLYPHS[character] ?? GLYPHS[UNKNOWN]) as Glyph,
  );

/** Returns the size of a label in pixels. */
export function measureLabel(
  text: string,
  fontSize: number,
): { width: number; height: number } {
  const advance = glyphsOf(text)
    .reduce((sum, glyph) => sum + glyph.advance, 0) / UNITS_PER_EM;
  return {
    width: Math.ceil((advance + 2 * PADDING) * fontSize),
    height: Math.ceil(LINE_HEIGHT * fontSize),
  };
}

/** Draws a label of the size that {@linkcode measureLabel} returns. */
export async function renderLabel(
  text: string,
  fontSize: number,
  background: string,
): Promise<Picture> {
  const { width, height } = measureLabel(text, fontSize);
  const scale = fontSize / UNITS_PER_EM;
  const baseline = (height + CAP_HEIGHT * scale) / 2;
  let advance = 0;
  const outlines = glyphsOf(text).map((glyph) => {
    const outline =
      `<path transform="translate(${advance})" d="${glyph.path}"/>`;
    advance += glyph.advance;
    return outline;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"
    width="${width}" height="${height}">
    <rect width="100%" height="100%" rx="${fontSize / 6}" fill="${background}"/>
    <g fill="${textColourOn(background)}" transform="translate(${
    PADDING * fontSize
  } ${baseline}) scale(${scale})">${outlines.join("")}</g></svg>`;
  const { data, info } = await sharp(new TextEncoder().encode(svg))
    .ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return pictureFrom(data, info.width, info.height);
}
