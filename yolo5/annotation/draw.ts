/**
 * Draws boxes and labels on pictures.
 *
 * @module
 */
import { overlayPicture } from "../../shared/pictures/overlay.ts";
import type { Picture } from "../../shared/pictures/picture.ts";
import { measureLabel, renderLabel } from "./label.ts";
import { placeLabel, type Rectangle } from "./label_placement.ts";
import { CLASS_COLOURS, toRgb } from "./palette.ts";
import type { Detection } from "../detection/decoding.ts";

/** Line width of boxes, as a fraction of the picture's size. */
const LINE_WIDTH = 0.0035;
/** Font size of labels, as a fraction of the picture's size, in addition to {@linkcode BASE_FONT_SIZE}. */
const FONT_SIZE = 0.02;

/** Pixels added to every font size, as small pictures need relatively large text. */
const BASE_FONT_SIZE = 7;
/** Smallest readable font size, in pixels. A picture without space for it gets boxes only. */
const MIN_FONT_SIZE = 6;

/** Returns the text of a label, such as `dog 87%`. */
export const labelText = ({ class: name, score }: Detection) =>
  `${name} ${Math.round(score * 100)}%`;

/**
 * Draws a box and a label in the colour of its class for each detection, those
 * with higher scores on top. Changes the picture.
 *
 * @param detections the best first
 */
export async function drawDetections(
  image: Picture,
  detections: readonly Detection[],
): Promise<Picture> {
  const size = Math.sqrt(image.width * image.height);
  const line = Math.ceil(size * LINE_WIDTH);
  for (const detection of detections.toReversed()) {
    drawFrame(image, toRectangle(detection), line, colourOf(detection));
  }
  const fontSize = Math.round(BASE_FONT_SIZE + size * FONT_SIZE);
  const labels = await Promise.all(
    placeLabels(image, detections, fontSize).map(async (label) => ({
      ...label,
      drawn: await renderLabel(label.text, label.fontSize, label.colour),
    })),
  );
  for (const { drawn, place } of labels.toReversed()) {
    overlayPicture(image, drawn, place.x, place.y);
  }
  return image;
}

const colourOf = (detection: Detection) => CLASS_COLOURS[detection.class];

function toRectangle({ box: [x1, y1, x2, y2] }: Detection): Rectangle {
  return { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
}

function placeLabels(
  image: Picture,
  detections: readonly Detection[],
  fontSize: number,
) {
  const placed: Rectangle[] = [];
  return detections.flatMap((detection) => {
    const text = labelText(detection);
    const fittingSize = fontSizeThatFits(text, fontSize, image);
    if (fittingSize < MIN_FONT_SIZE) return [];
    const label = measureLabel(text, fittingSize);
    const place = placeLabel(toRectangle(detection), label, image, placed);
    placed.push(place);
    return [{
      text,
      place,
      fontSize: fittingSize,
      colour: colourOf(detection),
    }];
  });
}

/** Returns the font size, reduced if the label would be larger than the picture. */
function fontSizeThatFits(text: string, fontSize: number, image: Picture) {
  const label = measureLabel(text, fontSize);
  const factor = Math.min(
    1,
    image.width / label.width,
    image.height / label.height,
  );
  // label sizes are rounded up
  return factor === 1 ? fontSize : Math.floor(fontSize * factor - 1);
}

/** Draws the edges of a rectangle inside it. */
function drawFrame(
  image: Picture,
  { x, y, width, height }: Rectangle,
  line: number,
  colour: string,
): void {
  const right = x + width;
  const bottom = y + height;
  const rgb = toRgb(colour);
  fill(image, x, y, right, y + line, rgb);
  fill(image, x, bottom - line, right, bottom, rgb);
  fill(image, x, y, x + line, bottom, rgb);
  fill(image, right - line, y, right, bottom, rgb);
}

/** Fills the pixels from x1, y1 up to x2, y2, as far as they are in the picture. */
function fill(
  image: Picture,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  [red, green, blue]: readonly [number, number, number],
): void {
  const left = Math.max(0, x1);
  const right = Math.min(image.width, x2);
  for (let y = Math.max(0, y1); y < Math.min(image.height, y2); y++) {
    for (let x = left; x < right; x++) {
      const at = (y * image.width + x) * 4;
      image.bitmap[at] = red;
      image.bitmap[at + 1] = green;
      image.bitmap[at + 2] = blue;
      image.bitmap[at + 3] = 255;
    }
  }
}
