/**
 * The settings of the service that looks at pictures.
 *
 * @module
 */
import { z } from "zod";
import { wholeNumber } from "../shared/service/settings.ts";
import { LOG_SETTINGS } from "../shared/service/logging.ts";
import { BACKEND_SETTINGS } from "../shared/open_backend.ts";

/** Which model looks at pictures, and how many threads it takes. */
export const DETECTOR_SETTINGS = {
  YOLO5_MODEL: z.string().optional(),
  YOLO5_THREADS: wholeNumber(1, 64).optional(),
};

/** What `--help` says of them. */
export const DETECTOR_HELP =
  `  YOLO5_MODEL         an ONNX model in YOLOv5's layout, default the embedded one
  YOLO5_THREADS       threads that look at a picture, default one a core, at most 4`;

/** All that the service reads from the environment. */
export const Yolo5Settings = z.object({
  ...BACKEND_SETTINGS,
  ...DETECTOR_SETTINGS,
  PORT: wholeNumber(0, 65_535).default(8080),
  ...LOG_SETTINGS,
});
