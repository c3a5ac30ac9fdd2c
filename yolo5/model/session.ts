/**
 * Runs a model with onnxruntime, on one picture at a time.
 *
 * @module
 */
import { InferenceSession, Tensor } from "./onnxruntime.ts";
import {
  allocateInput,
  checkLayout,
  checkOutput,
  invalidOnnx,
  ModelError,
  type ModelLayout,
  unreadableFile,
} from "./layout.ts";
import type { TensorValues } from "../detection/letterbox.ts";

export interface ModelSession {
  readonly layout: ModelLayout;
  /**
   * Runs the model on an input of its layout.
   *
   * @param decode called with the rows of the output, which are only valid during the call
   */
  run<T>(
    input: TensorValues,
    decode: (rows: ArrayLike<number>) => T,
  ): Promise<T>;
  /** Releases the model. */
  close(): Promise<void>;
}

/**
 * Loads a model and runs it once, so that the first picture is as fast as the
 * others, and a model that cannot run is noticed at startup.
 *
 * @param threads threads per picture
 * @throws {ModelError} when the file is missing, is not an ONNX model, or has another layout
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
    await warmUp(session, layout, file);
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
    throw unreadableFile(file, error);
  }
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // only errors: operators need no hints on how to improve a model
      logSeverityLevel: 3,
      // let threads sleep while they wait for the next picture
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    });
  } catch (error) {
    throw invalidOnnx(file, error);
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
  // onnxruntime turns it into a Float16Array, which Deno cannot pass to native code
  Object.defineProperty(tensor, "data", { value: bits });
  return tensor;
}

async function warmUp(
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
    async run(input, decode) {
      const output = await runSession(session, layout, input);
      const values = output?.data as TensorValues;
      try {
        return decode(values);
      } finally {
        // frees megabytes outside of the heap, which the garbage collector
        // does not count, so that they would pile up over many pictures
        (values.buffer as ArrayBuffer).transfer(0);
      }
    },
    close: () => session.release(),
  };
}
