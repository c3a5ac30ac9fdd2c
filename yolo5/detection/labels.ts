/**
 * Converts detections to the labels of a prediction record.
 *
 * @module
 */
import type { Label } from "../../shared/contracts.ts";
import type { Detection } from "./decoding.ts";
import type { Size } from "./letterbox.ts";

/** Returns a label as YOLO writes it: centre and size as fractions of the picture's width and height. */
export function toLabel(
  { class: name, score, box: [x1, y1, x2, y2] }: Detection,
  picture: Size,
): Label {
  return {
    class: name,
    cx: (x1 + x2) / 2 / picture.width,
    cy: (y1 + y2) / 2 / picture.height,
    width: (x2 - x1) / picture.width,
    height: (y2 - y1) / picture.height,
    score,
  };
}
