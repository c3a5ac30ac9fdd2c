/**
 * Detects the objects in a picture file and draws them on it.
 *
 * @module
 */
import type { Label } from "../shared/contracts.ts";
import { decodePicture } from "../shared/pictures/decode.ts";
import { encodePicture } from "../shared/pictures/encode.ts";
import { releasePixels } from "../shared/pictures/picture.ts";
import type { Metrics } from "../shared/service/metrics.ts";
import { drawDetections } from "./annotation/draw.ts";
import { toLabel } from "./detection/labels.ts";
import type { DetectionFilter, Detector } from "./model/detector.ts";

export interface AnnotatedPicture {
  readonly labels: Label[];
  /** The picture with boxes and labels, as a JPEG. */
  readonly jpeg: Uint8Array;
}

/**
 * Detects the objects in a picture file and draws them on it. Observes the
 * duration of each stage.
 *
 * @throws {PictureError} when the bytes are not a picture, or it is too large
 */
export async function detectAndAnnotate(
  bytes: Uint8Array,
  filter: DetectionFilter,
  { detector, metrics }: { detector: Detector; metrics: Metrics },
): Promise<AnnotatedPicture> {
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
    const jpeg = await metrics.time("yolo5", "draw", async () => {
      await drawDetections(picture, detections);
      return await encodePicture(picture, "jpeg");
    });
    return { labels, jpeg };
  } finally {
    releasePixels(picture);
  }
}
