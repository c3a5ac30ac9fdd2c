/**
 * What counts as found. The values are the reference's: `detect.py` and
 * `non_max_suppression` of ultralytics/yolov5.
 *
 * @module
 */

/** Detections score above this, 0 to 1, unless a person asks for another. */
export const CONFIDENCE = 0.25;

/** Of two boxes of one class that overlap more than this (intersection over union), the better one stays. */
export const IOU = 0.45;

/** At most so many detections a picture, the best ones. */
export const MAX_DETECTIONS = 300;

/** At most so many candidates are compared with each other, the best ones. */
export const MAX_CANDIDATES = 30_000;
