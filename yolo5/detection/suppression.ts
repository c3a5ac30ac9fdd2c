/**
 * Class-wise non-maximum suppression, as `non_max_suppression` of
 * ultralytics/yolov5 does it with torchvision's `nms`.
 *
 * @module
 */
import { IOU, MAX_CANDIDATES, MAX_DETECTIONS } from "./thresholds.ts";

/** A row of a model's output whose score is high enough. */
export interface Candidate {
  readonly classIndex: number;
  /** 0 to 1. */
  readonly score: number;
  /** In pixels of the model's input. */
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Distance by which boxes of different classes are moved apart, so that they never overlap. */
const CLASS_OFFSET = 7680;

const { fround } = Math;

/** Returns a box as the reference compares it: moved by its class, in 32-bit floats like its tensors. */
function offsetByClass(candidate: Candidate) {
  const offset = candidate.classIndex * CLASS_OFFSET;
  const x1 = fround(candidate.x1 + offset);
  const y1 = fround(candidate.y1 + offset);
  const x2 = fround(candidate.x2 + offset);
  const y2 = fround(candidate.y2 + offset);
  const area = fround(fround(x2 - x1) * fround(y2 - y1));
  return { x1, y1, x2, y2, area };
}

type OffsetBox = ReturnType<typeof offsetByClass>;

/** Returns the intersection over union of two boxes. */
function intersectionOverUnion(a: OffsetBox, b: OffsetBox): number {
  const width = Math.max(
    0,
    fround(Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)),
  );
  const height = Math.max(
    0,
    fround(Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)),
  );
  const shared = fround(width * height);
  return fround(shared / fround(fround(a.area + b.area) - shared));
}

/**
 * Keeps the best of the boxes that show the same object, and returns at most
 * {@linkcode MAX_DETECTIONS}, the best first.
 */
export function suppress(candidates: readonly Candidate[]): Candidate[] {
  const best = candidates
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_CANDIDATES);
  const kept: Candidate[] = [];
  const boxes: OffsetBox[] = [];
  for (const candidate of best) {
    const box = offsetByClass(candidate);
    if (boxes.some((better) => intersectionOverUnion(better, box) > IOU)) {
      continue;
    }
    kept.push(candidate);
    boxes.push(box);
    if (kept.length === MAX_DETECTIONS) break;
  }
  return kept;
}
