/**
 * What `yolo5 --self-check` tries: the codec, and the model in its thread on a
 * picture whose content is known.
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
import { lookAtKnownPicture, SHOWN } from "./model/model_check.ts";
import { DETECTOR_SETTINGS } from "./settings.ts";

/** Loads the model that would be served with, finds what is there, and marks it. */
async function lookAndDraw(): Promise<string> {
  const settings = readSettings(
    z.object(DETECTOR_SETTINGS),
    Deno.env.toObject(),
  );
  const { YOLO5_MODEL: model, YOLO5_THREADS: threads } = settings;
  const detector = await openDetector({ model, threads });
  try {
    const { modelName } = detector;
    const { picture, found } = await lookAtKnownPicture(detector, modelName);
    const before = picture.bitmap.slice();
    await drawDetections(picture, [found]);
    if (before.every((value, at) => value === picture.bitmap[at])) {
      throw new Error("nothing was drawn around it");
    }
    await encodePicture(picture, "jpeg");
    return `${modelName}, ${Math.round(found.score * 100)} % sure`;
  } finally {
    await detector.close();
  }
}

/** All that is tried, in its order. */
export const CHECKS: readonly Check[] = [
  ...CODEC_CHECKS,
  {
    description: `finds the ${SHOWN} in a picture and marks it`,
    run: lookAndDraw,
  },
];
