/**
 * A model in onnxruntime, run on one picture at a time.
 *
 * @module
 */
import { InferenceSession, Tensor } from "./onnxruntime.ts";
import {
  allocateInput,
  checkLayout,
  checkOutput,
  ModelError,
  type ModelLayout,
  notOnnx,
  notReadable,
} from "./layout.ts";
import type { TensorValues } from "../detection/decoding.ts";

export interface ModelSession {
  readonly layout: ModelLayout;
  /** Runs the model on an input of its layout and gives its rows to `read`, which must not keep them. */
  run<T>(
    input: TensorValues,
    read: (rows: ArrayLike<number>) => T,
  ): Promise<T>;
  /** Lets the model go. */
  close(): Promise<void>;
}

/**
 * Loads a model and runs it once, so that the first picture is as quick as
 * the second and a model that cannot run is known at the start.
 *
 * @param threads that one picture is computed with
 * @throws {ModelError} when the file is missing, no ONNX model, or of another layout
 */
export async function openModel(
  file: string,
  threads: number,
): Promise<ModelSession> {
  const session = await openSession(file, threads);
  try {
    const layout = checkLayout(
      file,
      session.inputMetadata,
      session.outputMetadata,
    );
    await tryOut(session, layout, file);
    return toModelSession(session, layout);
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function openSession(
  file: string,
  threads: number,
): Promise<InferenceSession> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(file);
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

async function runSession(
  session: InferenceSession,
  { inputName, outputName, inputSize, type }: ModelLayout,
  input: TensorValues,
): Promise<Tensor | undefined> {
  const tensor = toTensor(type, input, [1, 3, inputSize, inputSize]);
  const results = await session.run({ [inputName]: tensor }, [outputName]);
  return results[outputName];
}

function toTensor(
  type: ModelLayout["type"],
  values: TensorValues,
  shape: readonly number[],
): Tensor {
  if (values instanceof Float32Array) return new Tensor(type, values, shape);
  const bits = new Uint16Array(values.buffer);
  const tensor = new Tensor(type, bits, shape);
  // onnxruntime makes a Float16Array of it, which Deno cannot hand to native code
  Object.defineProperty(tensor, "data", { value: bits });
  return tensor;
}

async function tryOut(
  session: InferenceSession,
  layout: ModelLayout,
  file: string,
) {
  let output: Tensor | undefined;
  try {
    output = await runSession(session, layout, allocateInput(layout));
  } catch (error) {
    const { inputSize } = layout;
    throw new ModelError(
      `Cannot use the model '${file}': it failed on a picture of ${inputSize} × ${inputSize} pixels`,
      { cause: error },
    );
  }
  checkOutput(file, output?.dims ?? []);
}

function toModelSession(
  session: InferenceSession,
  layout: ModelLayout,
): ModelSession {
  return {
    layout,
    async run(input, read) {
      const output = await runSession(session, layout, input);
      const values = output?.data as TensorValues;
      try {
        return read(values);
      } finally {
        // megabytes outside of the heap, which the garbage collector does not
        // see: they would pile up over many pictures
        (values.buffer as ArrayBuffer).transfer(0);
      }
    },
    close: () => session.release(),
  };
}
