/**
 * Checks of `yolo5 --self-check`: the codec, and the model on a sample picture.
 *
 * @module
 */
import { z } from "zod";
import { CODEC_CHECKS } from "../shared/pictures/codec_checks.ts";
import { readSettings } from "../shared/service/settings.ts";
import { encodePicture } from "../shared/pictures/encode.ts";
import type { Check } from "../shared/service/self_check.ts";
import { openDetector } from "./model/detector.ts";
import { drawDetections } from "./annotation/draw.ts";
import { checkModel, SAMPLE_CLASS } from "./model/model_check.ts";
import { DETECTOR_SETTINGS } from "./settings.ts";

/** Detects and draws the object in the sample picture with the model of the settings. */
async function detectAndDraw(): Promise<string> {
  const settings = readSettings(
    z.object(DETECTOR_SETTINGS),
    Deno.env.toObject(),
  );
  const { YOLO5_MODEL: model, YOLO5_THREADS: threads } = settings;
  const detector = await openDetector({ model, threads });
  try {
    const { modelName } = detector;
    const { picture, detection } = await checkModel(detector, modelName);
    const before = picture.bitmap.slice();
    await drawDetections(picture, [detection]);
    if (before.every((value, at) => value === picture.bitmap[at])) {
      throw new Error("nothing was drawn around it");
    }
    await encodePicture(picture, "jpeg");
    return `${modelName}, ${Math.round(detection.score * 100)} % sure`;
  } finally {
    await detector.close();
  }
}

/** Checks in the order in which they run. */
export const CHECKS: readonly Check[] = [
  ...CODEC_CHECKS,
  {
    description: `finds the ${SAMPLE_CLASS} in a picture and marks it`,
    run: detectAndDraw,
  },
];
