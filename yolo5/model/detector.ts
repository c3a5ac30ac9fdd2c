/**
 * Detects objects in pictures with a model.
 *
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Picture } from "../../shared/pictures/picture.ts";
import type { Detection, DetectionFilter } from "../detection/decoding.ts";
import { letterbox } from "../detection/letterbox.ts";
import { allocateInput } from "./layout.ts";
import { type ModelThread, openModelThread } from "./thread.ts";

export type { Detection, DetectionFilter } from "../detection/decoding.ts";
export { ModelError } from "./layout.ts";

/** The model in this repository: small, free to use, always available. */
export const EMBEDDED_MODEL = new URL(
  "./embedded/nanodet-g-416.onnx",
  import.meta.url,
);

/** Maximum default threads per picture: more would gain little, and leave no core for other work. */
const MAX_DEFAULT_THREADS = 4;

export interface Detector {
  /** Side of the model's square input, in pixels. */
  readonly inputSize: number;
  /** File name of the model without its extension. */
  readonly modelName: string;
  /**
   * Detects objects, and returns the best first. Pictures are handled one after
   * the other.
   *
   * @param onTimes called with the times that this detection took
   * @throws {RangeError} when a class of the filter is not one of COCO's
   */
  detect(
    picture: Picture,
    filter?: DetectionFilter,
    onTimes?: (times: DetectionTimes) => void,
  ): Promise<Detection[]>;
  /** Waits for pictures in flight and closes the model. */
  close(): Promise<void>;
}

/** Times of one detection, in seconds. */
export interface DetectionTimes {
  /** Time until the model was free. */
  readonly wait: number;
  /** Time for running the model and decoding its output. */
  readonly detect: number;
}

export interface DetectorOptions {
  /**
   * Path or file URL of an ONNX model in YOLOv5's layout.
   *
   * @default {EMBEDDED_MODEL}
   */
  readonly model?: string | URL | undefined;
  /** Threads per picture, at least 1; by default one per core, at most {@linkcode MAX_DEFAULT_THREADS}. */
  readonly threads?: number | undefined;
}

/**
 * Opens a model and runs it once, so that the first picture is as fast as the
 * others, and a model that cannot run is noticed at startup.
 *
 * @throws {ModelError} when the file is missing, is not an ONNX model, or has another layout
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

const defaultThreads = () =>
  Math.min(MAX_DEFAULT_THREADS, navigator.hardwareConcurrency);

function startDetector(thread: ModelThread, modelName: string): Detector {
  const { layout } = thread;
  const allocate = () => allocateInput(layout);
  // while the model runs on one input, the next picture is written to the other
  let next = Promise.resolve(allocate());
  let other = Promise.resolve(allocate());
  let closed = false;
  return {
    inputSize: layout.inputSize,
    modelName,
    async detect(picture, filter, onTimes) {
      if (closed) {
        throw new TypeError("Cannot detect as the detector was closed");
      }
      const started = performance.now();
      const result = next.then((input) => {
        letterbox(picture, input, layout.inputSize);
        const { width, height } = picture;
        return thread.detect({ input, picture: { width, height }, filter });
      });
      [next, other] = [other, result.then(({ input }) => input, allocate)];
      const { seconds: detect, detections } = await result;
      const all = (performance.now() - started) / 1000;
      onTimes?.({ wait: all - detect, detect });
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
