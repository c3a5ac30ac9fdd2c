/**
 * Decodes the output of a model in YOLOv5's layout, as `detect.py` of
 * ultralytics/yolov5 does for ONNX models.
 *
 * @module
 */
import { COCO_CLASSES, type CocoClass } from "../../shared/coco.ts";
import { fitLetterbox, type Size } from "./letterbox.ts";
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

/** Selects detections. */
export interface DetectionFilter {
  /**
   * Score that a detection must exceed, 0 to 1.
   *
   * @default {CONFIDENCE}
   */
  readonly confidence?: number | undefined;
  /** Classes to detect; all of them when absent or empty. */
  readonly classes?: readonly CocoClass[] | undefined;
}

/** Values per row of the output: cx, cy, width, height, objectness, and one score per class. */
export const VALUES_PER_ROW = 5 + COCO_CLASSES.length;

/**
 * Returns the objects in the picture, the best first.
 *
 * @param output rows of {@linkcode VALUES_PER_ROW} values
 * @throws {RangeError} when a class of the filter is not one of COCO's
 */
export function decodeDetections(
  output: ArrayLike<number>,
  picture: Size,
  inputSize: number,
  filter: DetectionFilter = {},
): Detection[] {
  return suppress(decodeCandidates(output, filter))
    .map((candidate) => toDetection(candidate, picture, inputSize));
}

function decodeCandidates(
  output: ArrayLike<number>,
  { confidence = CONFIDENCE, classes = [] }: DetectionFilter,
): Candidate[] {
  const selected = new Set(classes.map(indexOfClass));
  const candidates: Candidate[] = [];
  for (let row = 0; row < output.length; row += VALUES_PER_ROW) {
    const objectness = output[row + 4] as number;
    if (!(objectness > confidence)) continue;
    let classIndex = 0;
    let score = -1;
    for (let index = 0; index < COCO_CLASSES.length; index++) {
      const value = Math.fround(
        (output[row + 5 + index] as number) * objectness,
      );
      if (value > score) {
        score = value;
        classIndex = index;
      }
    }
    if (!(score > confidence)) continue;
    if (selected.size > 0 && !selected.has(classIndex)) continue;
    const cx = output[row] as number;
    const cy = output[row + 1] as number;
    const halfWidth = (output[row + 2] as number) / 2;
    const halfHeight = (output[row + 3] as number) / 2;
    candidates.push({
      classIndex,
      score,
      x1: Math.fround(cx - halfWidth),
      y1: Math.fround(cy - halfHeight),
      x2: Math.fround(cx + halfWidth),
      y2: Math.fround(cy + halfHeight),
    });
  }
  return candidates;
}

function indexOfClass(name: string): number {
  const index = COCO_CLASSES.findIndex((known) => known === name);
  if (index < 0) {
    throw new RangeError(
      `Cannot detect '${name}' as it is not one of the ${COCO_CLASSES.length} COCO classes`,
    );
  }
  return index;
}

/**
 * Maps a candidate from input pixels to whole pixels of the picture, and clips
 * it at the picture's edges.
 *
 * Like `scale_boxes` of the reference it computes the padding from the
 * unrounded gain, which may differ from the letterbox's by half a pixel.
 */
function toDetection(
  candidate: Candidate,
  { width, height }: Size,
  inputSize: number,
): Detection {
  const { gain } = fitLetterbox({ width, height }, inputSize);
  const toPicture = (value: number, side: number) => {
    const padding = (inputSize - side * gain) / 2;
    const scaled = Math.fround(Math.fround(value - padding) / gain);
    return roundHalfEven(Math.min(Math.max(scaled, 0), side));
  };
  return {
    class: COCO_CLASSES[candidate.classIndex] as CocoClass,
    score: candidate.score,
    box: [
      toPicture(candidate.x1, width),
      toPicture(candidate.y1, height),
      toPicture(candidate.x2, width),
      toPicture(candidate.y2, height),
    ],
  };
}
