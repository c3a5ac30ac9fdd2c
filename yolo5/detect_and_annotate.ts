/**
 * A picture's file → what it shows, and the picture with that marked.
 *
 * @module
 */
import type { Label } from "../shared/contracts.ts";
import type { Metrics } from "../shared/service/metrics.ts";
import { decodePicture } from "../shared/pictures/decode.ts";
import { encodePicture } from "../shared/pictures/encode.ts";
import { releasePixels } from "../shared/pictures/picture.ts";
import type { DetectionFilter, Detector } from "./model/detector.ts";
import { drawDetections } from "./annotation/draw.ts";
import { toLabel } from "./detection/labels.ts";

/** What was seen in a picture. */
export interface Seen {
  readonly labels: Label[];
  /** The picture with them marked, a JPEG. */
  readonly marked: Uint8Array;
}

/**
 * Looks at a picture, timing each stage.
 *
 * @throws {PictureError} when the bytes are no picture, or it is too large
 */
export async function lookAt(
  bytes: Uint8Array,
  filter: DetectionFilter,
  { detector, metrics }: { detector: Detector; metrics: Metrics },
): Promise<Seen> {
  const { picture } = await metrics.time(
    "yolo5",
    "decode",
    () => decodePicture(bytes, { colours: "stored" }),
  );
  try {
    const detections = await detector.detect(picture, filter, (times) => {
      for (const [stage, seconds] of Object.entries(times)) {
        metrics.stages.observe({ service: "yolo5", stage }, seconds);
      }
    });
    const labels = detections.map((detection) => toLabel(detection, picture));
    const marked = await metrics.time("yolo5", "draw", async () => {
      await drawDetections(picture, detections);
      return await encodePicture(picture, "jpeg");
    });
    return { labels, marked };
  } finally {
    releasePixels(picture);
  }
}
