/**
 * Pixels → detections: one ONNX session, which looks at one picture at a time.
 *
 * @module
 */
import type { Image } from "imagescript";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkLayout,
  checkOutput,
  ModelError,
  type ModelLayout,
  notOnnx,
  notReadable,
} from "./model_layout.ts";
import {
  type Detection,
  type DetectionFilter,
  letterbox,
  readDetections,
  type TensorValues,
} from "./yolo_layout.ts";

export { ModelError } from "./model_layout.ts";
export type { Detection, DetectionFilter } from "./yolo_layout.ts";

/** The model in this repository: small, free to use, always there. */
export const EMBEDDED_MODEL = new URL(
  "./models/nanodet-g-416.onnx",
  import.meta.url,
);

export interface Detector {
  /** The side of the model's square input, in pixels. */
  readonly inputSize: number;
  /** The model's file name without its ending. */
  readonly modelName: string;
  /**
   * Finds objects, the best first. Calls wait for each other.
   *
   * @throws {RangeError} when a class of the filter is not one of COCO's
   */
  detect(image: Image, filter?: DetectionFilter): Promise<Detection[]>;
  /** Waits for the picture in hand and lets the model go. */
  close(): Promise<void>;
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
  const session = await openSession(model, file, threads);
  try {
    const layout = checkLayout(
      file,
      session.inputMetadata,
      session.outputMetadata,
    );
    const run = await prepare(session, layout, file);
    return startDetector(session, layout, run, basename(file, ".onnx"));
  } catch (error) {
    await session.release();
    throw error;
  }
}

/** More than four threads a picture gain little, and leave none to the others. */
const defaultThreads = () => Math.min(4, navigator.hardwareConcurrency);

async function openSession(
  model: string | URL,
  file: string,
  threads: number,
): Promise<InferenceSession> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(
      `Cannot open the model '${file}' as 'threads' must be a positive integer: current value is ${threads}`,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(model);
  } catch (error) {
    throw notReadable(file, error);
  }
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // only errors: what a model could do better is not the operator's matter
      logSeverityLevel: 3,
      // threads that wait for the next picture sleep
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    });
  } catch (error) {
    throw notOnnx(file, error);
  }
}

interface Prepared {
  /** The model's input, to be filled before a run. */
  readonly input: TensorValues;
  /** Runs the model on `input` and gives its rows to `read`, which must not keep them. */
  run<T>(read: (rows: ArrayLike<number>) => T): Promise<T>;
}

/** Allocates the input, and runs the model once. */
async function prepare(
  session: InferenceSession,
  { inputName, outputName, inputSize, type }: ModelLayout,
  file: string,
): Promise<Prepared> {
  const input = allocateInput(type, inputSize);
  const feeds = { [inputName]: input.tensor };
  const runSession = async () =>
    (await session.run(feeds, [outputName]))[outputName];
  let first: Tensor | undefined;
  try {
    first = await runSession();
  } catch (error) {
    throw new ModelError(
      `Cannot use the model '${file}': it failed on a picture of ${inputSize} × ${inputSize} pixels`,
      { cause: error },
    );
  }
  checkOutput(file, first?.dims ?? []);
  return {
    input: input.values,
    async run(read) {
      const values = (await runSession())?.data as TensorValues;
      try {
        return read(values);
      } finally {
        // megabytes outside of the heap, which the garbage collector does not
        // see: they would pile up over many pictures
        (values.buffer as ArrayBuffer).transfer(0);
      }
    },
  };
}

/** A tensor over values of ours, which are filled again for every picture. */
function allocateInput(type: ModelLayout["type"], inputSize: number) {
  const shape = [1, 3, inputSize, inputSize];
  const length = 3 * inputSize ** 2;
  if (type === "float32") {
    const values = new Float32Array(length);
    return { values, tensor: new Tensor(type, values, shape) };
  }
  const values = new Float16Array(length);
  const bits = new Uint16Array(values.buffer);
  const tensor = new Tensor(type, bits, shape);
  // onnxruntime makes a Float16Array of it, which Deno cannot hand to native code
  Object.defineProperty(tensor, "data", { value: bits });
  return { values, tensor };
}

function startDetector(
  session: InferenceSession,
  { inputSize }: ModelLayout,
  prepared: Prepared,
  modelName: string,
): Detector {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** One at a time: they share the session and its tensors. */
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  return {
    inputSize,
    modelName,
    async detect(image, filter) {
      if (closed) {
        throw new TypeError("Cannot detect as the detector was closed");
      }
      return await queue(async () => {
        letterbox(image, prepared.input, inputSize);
        return await prepared.run((rows) =>
          readDetections(rows, image, inputSize, filter)
        );
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      await queue(() => session.release());
    },
  };
}
