/**
 * YOLOv5's layout: a picture letterboxed into the model's input, and the rows
 * of its output read back as objects in the picture. As `detect.py` of
 * ultralytics/yolov5 does it with ONNX weights.
 *
 * @module
 */
import { COCO_CLASSES, type CocoClass } from "../../shared/coco.ts";
import type { Picture } from "../../shared/pictures/picture.ts";
import { scaleBilinear } from "./bilinear.ts";
import { roundHalfEven } from "./rounding.ts";
import { type Candidate, suppress } from "./suppression.ts";
import { CONFIDENCE } from "./thresholds.ts";

/** An object in a picture. */
export interface Detection {
  readonly class: CocoClass;
  /** Objectness times class score, 0 to 1. */
  readonly score: number;
  /** x1, y1, x2, y2 in whole pixels of the picture. */
  readonly box: readonly [number, number, number, number];
}

/** Which detections are wanted. */
export interface DetectionFilter {
  /** Only scores above this, 0 to 1; {@linkcode CONFIDENCE} where absent. */
  readonly confidence?: number | undefined;
  /** Only these classes; all where absent or empty. */
  readonly classes?: readonly CocoClass[] | undefined;
}

/** cx, cy, width, height, objectness, and a score a class. */
export const VALUES_PER_ROW = 5 + COCO_CLASSES.length;

/** The grey around a picture that is not square. */
const PADDING = 114;

/** A colour value as the model takes it: 0 to 1, in 32 bits. */
const UNIT = Float32Array.from({ length: 256 }, (_, value) => value / 255);

/** A model's input or output as it lies in memory. */
export type TensorValues = Float32Array | Float16Array;

/** How a picture lies in the model's square input. */
export interface Placement {
  /** Input pixels a picture pixel, before rounding. */
  readonly gain: number;
  /** The scaled picture, in input pixels. */
  readonly width: number;
  readonly height: number;
  /** Its top left corner. */
  readonly left: number;
  readonly top: number;
}

/** Scales the longer side of a picture to `inputSize` and centres it. */
export function place(
  picture: { readonly width: number; readonly height: number },
  inputSize: number,
): Placement {
  const gain = Math.min(inputSize / picture.height, inputSize / picture.width);
  // a very long picture would have no row left
  const width = Math.max(1, roundHalfEven(picture.width * gain));
  const height = Math.max(1, roundHalfEven(picture.height * gain));
  return {
    gain,
    width,
    height,
    left: roundHalfEven((inputSize - width) / 2 - 0.1),
    top: roundHalfEven((inputSize - height) / 2 - 0.1),
  };
}

/**
 * Writes a picture into a model's input: scaled, centred on grey, as planes
 * of red, green and blue, 0 to 1. Transparency is not looked at.
 *
 * @param input 3 × inputSize × inputSize values, all of them overwritten
 */
export function letterbox(
  picture: Picture,
  input: TensorValues,
  inputSize: number,
): void {
  const { width, height, left, top } = place(picture, inputSize);
  const plane = inputSize * inputSize;
  input.fill(UNIT[PADDING] as number);
  scaleBilinear(picture, width, height, (y, rgb) => {
    let red = (top + y) * inputSize + left;
    for (let index = 0; index < rgb.length; index += 3, red++) {
      input[red] = UNIT[rgb[index] as number] as number;
      input[red + plane] = UNIT[rgb[index + 1] as number] as number;
      input[red + 2 * plane] = UNIT[rgb[index + 2] as number] as number;
    }
  });
}

/**
 * Reads the rows of a model's output as objects in the picture, the best first.
 *
 * @param output rows of {@linkcode VALUES_PER_ROW} values, read in place
 * @throws {RangeError} when a class of the filter is not one of COCO's
 */
export function readDetections(
  output: ArrayLike<number>,
  picture: { readonly width: number; readonly height: number },
  inputSize: number,
  filter: DetectionFilter = {},
): Detection[] {
  return suppress(readCandidates(output, filter))
    .map((candidate) => toPicture(candidate, picture, inputSize));
}

function readCandidates(
  output: ArrayLike<number>,
  { confidence = CONFIDENCE, classes = [] }: DetectionFilter,
): Candidate[] {
  const wanted = new Set(classes.map(classIndex));
  const candidates: Candidate[] = [];
  for (let row = 0; row < output.length; row += VALUES_PER_ROW) {
    const objectness = output[row + 4] as number;
    if (!(objectness > confidence)) continue;
    let best = 0;
    let score = -1;
    for (let index = 0; index < COCO_CLASSES.length; index++) {
      const value = Math.fround(
        (output[row + 5 + index] as number) * objectness,
      );
      if (value > score) {
        score = value;
        best = index;
      }
    }
    if (!(score > confidence)) continue;
    if (wanted.size > 0 && !wanted.has(best)) continue;
    const cx = output[row] as number;
    const cy = output[row + 1] as number;
    const halfWidth = (output[row + 2] as number) / 2;
    const halfHeight = (output[row + 3] as number) / 2;
    candidates.push({
      classIndex: best,
      score,
      x1: Math.fround(cx - halfWidth),
      y1: Math.fround(cy - halfHeight),
      x2: Math.fround(cx + halfWidth),
      y2: Math.fround(cy + halfHeight),
    });
  }
  return candidates;
}

function classIndex(name: string): number {
  const index = COCO_CLASSES.findIndex((known) => known === name);
  if (index < 0) {
    throw new RangeError(
      `Cannot look for '${name}' as it is not one of the ${COCO_CLASSES.length} COCO classes`,
    );
  }
  return index;
}

/**
 * From input pixels to the picture's, whole ones, inside of it.
 *
 * The reference's `scale_boxes` takes the padding from the unrounded gain, so
 * it may differ from the letterbox's by half a pixel; so does this.
 */
function toPicture(
  candidate: Candidate,
  { width, height }: { readonly width: number; readonly height: number },
  inputSize: number,
): Detection {
  const { gain } = place({ width, height }, inputSize);
  const back = (value: number, side: number) => {
    const padding = (inputSize - side * gain) / 2;
    const scaled = Math.fround(Math.fround(value - padding) / gain);
    return roundHalfEven(Math.min(Math.max(scaled, 0), side));
  };
  return {
    class: COCO_CLASSES[candidate.classIndex] as CocoClass,
    score: candidate.score,
    box: [
      back(candidate.x1, width),
      back(candidate.y1, height),
      back(candidate.x2, width),
      back(candidate.y2, height),
    ],
  };
}
