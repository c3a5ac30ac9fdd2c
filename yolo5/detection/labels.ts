/**
 * Detections as the record keeps them.
 *
 * @module
 */
import type { Label } from "../../shared/contracts.ts";
import type { Detection } from "./decoding.ts";

/** As YOLO writes a label: centre and size as parts of the picture's width and height. */
export function toLabel(
  { class: name, score, box: [x1, y1, x2, y2] }: Detection,
  picture: { readonly width: number; readonly height: number },
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
