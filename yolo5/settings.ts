/**
 * Settings of yolo5.
 *
 * @module
 */
import { z } from "zod";
import { wholeNumber } from "../shared/service/settings.ts";
import { LOG_SETTINGS } from "../shared/service/logging.ts";
import { BACKEND_SETTINGS } from "../shared/open_backend.ts";

/** Settings of the detector. */
export const DETECTOR_SETTINGS = {
  YOLO5_MODEL: z.string().optional(),
  YOLO5_THREADS: wholeNumber(1, 64).optional(),
};

/** Help on {@linkcode DETECTOR_SETTINGS}. */
export const DETECTOR_HELP =
  `  YOLO5_MODEL         an ONNX model in YOLOv5's layout, default the embedded one
  YOLO5_THREADS       threads per picture, default one per core, at most 4`;

/** Settings that the service reads from the environment. */
export const Yolo5Settings = z.object({
  ...BACKEND_SETTINGS,
  ...DETECTOR_SETTINGS,
  PORT: wholeNumber(0, 65_535).default(8080),
  ...LOG_SETTINGS,
});
