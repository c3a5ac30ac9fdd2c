/**
 * Pixels → detections: one model, which looks at one picture at a time.
 *
 * @module
 */
import type { Picture } from "../../shared/pictures/picture.ts";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { allocateInput } from "./layout.ts";
import { type ModelThread, openModelThread } from "./thread.ts";
import {
  type Detection,
  type DetectionFilter,
  letterbox,
} from "../detection/decoding.ts";

export { ModelError } from "./layout.ts";
export type { Detection, DetectionFilter } from "../detection/decoding.ts";

/** The model in this repository: small, free to use, always there. */
export const EMBEDDED_MODEL = new URL(
  "./embedded/nanodet-g-416.onnx",
  import.meta.url,
);

export interface Detector {
  /** The side of the model's square input, in pixels. */
  readonly inputSize: number;
  /** The model's file name without its ending. */
  readonly modelName: string;
  /**
   * Finds objects, the best first. Calls wait for each other; `tell` hears
   * how long this one did.
   *
   * @throws {RangeError} when a class of the filter is not one of COCO's
   */
  detect(
    image: Picture,
    filter?: DetectionFilter,
    tell?: (times: DetectionTimes) => void,
  ): Promise<Detection[]>;
  /** Waits for the pictures in hand and lets the model go. */
  close(): Promise<void>;
}

/** What a detection took, in seconds. */
export interface DetectionTimes {
  /** Until the model was free for it. */
  readonly wait: number;
  /** The model, and the reading of what it gave. */
  readonly detect: number;
}

export interface DetectorOptions {
  /** Path or file URL of an ONNX model in YOLOv5's layout; the embedded one where absent. */
  readonly model?: string | URL | undefined;
  /** Threads that one picture is computed with, at least 1; one a core where absent, at most 4. */
  readonly threads?: number | undefined;
}

/**
 * Loads a model and runs it once, so that the first picture is as quick as
 * the second and a model that cannot run is known at the start.
 *
 * @throws {ModelError} when the file is missing, no ONNX model, or of another layout
 */
export async function openDetector(
  { model = EMBEDDED_MODEL, threads = defaultThreads() }: DetectorOptions = {},
): Promise<Detector> {
  const file = model instanceof URL ? fileURLToPath(model) : model;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(
      `Cannot open the model '${file}' as 'threads' must be a positive integer: current value is ${threads}`,
    );
  }
  const thread = await openModelThread(file, threads);
  return startDetector(thread, basename(file, ".onnx"));
}

/** More than four threads a picture gain little, and leave none to the others. */
const defaultThreads = () => Math.min(4, navigator.hardwareConcurrency);

function startDetector(thread: ModelThread, modelName: string): Detector {
  const { layout } = thread;
  const allocate = () => allocateInput(layout);
  // while the model runs on one input, the next picture is written into the other
  let next = Promise.resolve(allocate());
  let other = Promise.resolve(allocate());
  let closed = false;
  return {
    inputSize: layout.inputSize,
    modelName,
    async detect(image, filter, tell) {
      if (closed) {
        throw new TypeError("Cannot detect as the detector was closed");
      }
      const asked = performance.now();
      const looked = next.then((input) => {
        letterbox(image, input, layout.inputSize);
        const { width, height } = image;
        return thread.look({ input, picture: { width, height }, filter });
      });
      [next, other] = [other, looked.then(({ input }) => input, allocate)];
      const { seconds: detect, detections } = await looked;
      tell?.({ wait: (performance.now() - asked) / 1000 - detect, detect });
      return detections();
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all([next, other]);
      await thread.close();
    },
  };
}
