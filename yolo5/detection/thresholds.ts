/**
 * Thresholds of detection. The values are those of `detect.py` and
 * `non_max_suppression` in ultralytics/yolov5.
 *
 * @module
 */

/** Score that a detection must exceed, 0 to 1, unless a job sets another. */
export const CONFIDENCE = 0.25;

/** Intersection over union, 0 to 1, above which the lower-scoring of two boxes of one class is dropped. */
export const IOU = 0.45;

/** Maximum detections per picture; the best are kept. */
export const MAX_DETECTIONS = 300;

/** Maximum candidates that are compared with each other; the best are kept. */
export const MAX_CANDIDATES = 30_000;
