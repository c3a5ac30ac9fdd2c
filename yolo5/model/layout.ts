/**
 * Checks the layout of ONNX models: input and output must be those of YOLOv5.
 *
 * @module
 */
import { VALUES_PER_ROW } from "../detection/decoding.ts";
import type { TensorValues } from "../detection/letterbox.ts";

/** Thrown when a model cannot be used. The message is one sentence, with the file and what is accepted. */
export class ModelError extends Error {
  override name = "ModelError";
}

/** Input size for models with dynamic height and width, in pixels. */
const DYNAMIC_INPUT_SIZE = 640;

const ACCEPTED =
  `accepted is YOLOv5's layout: one input [1, 3, S, S] and an output [1, N, ${VALUES_PER_ROW}], both float32 or both float16`;

/** An input or output of a model, as onnxruntime describes it. */
export interface ValueLayout {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  /** Dimensions. A dynamic dimension is a name. */
  readonly shape?: readonly (number | string)[];
}

/** Names, size and type of a model's input and output. */
export interface ModelLayout {
  readonly inputName: string;
  readonly outputName: string;
  /** Side of the square input (S in the layout), in pixels. */
  readonly inputSize: number;
  readonly type: "float32" | "float16";
}

/** Returns an input of the model's layout, filled with zeros. */
export function allocateInput({ type, inputSize }: ModelLayout): TensorValues {
  const length = 3 * inputSize ** 2;
  return type === "float32"
    ? new Float32Array(length)
    : new Float16Array(length);
}

const describe = (value: ValueLayout | undefined) =>
  value === undefined ? "none" : `${value.type} [${value.shape?.join(", ")}]`;

/** Tells whether a dimension is `size` or dynamic. */
const fits = (dimension: number | string | undefined, size: number) =>
  dimension === size || typeof dimension === "string";

/**
 * Checks a model's inputs and outputs. Outputs after the first one, which older
 * exports have, are ignored.
 *
 * @param file path of the model for the error message
 * @throws {ModelError} when the layout is not YOLOv5's
 */
export function checkLayout(
  file: string,
  inputs: readonly ValueLayout[],
  outputs: readonly ValueLayout[],
): ModelLayout {
  const [input] = inputs;
  const [output] = outputs;
  const [batch, channels, height, width] = input?.shape ?? [];
  const inputSize = typeof height === "number" ? height : DYNAMIC_INPUT_SIZE;
  const { type } = input ?? {};
  if (
    input === undefined || output === undefined || inputs.length !== 1 ||
    (type !== "float32" && type !== "float16") || output.type !== type ||
    input.shape?.length !== 4 || !fits(batch, 1) || !fits(channels, 3) ||
    !fits(width, inputSize) || !fitsOutput(output.shape)
  ) {
    throw new ModelError(
      `Cannot use the model '${file}': its input is ${describe(input)}${
        inputs.length > 1 ? ` with ${inputs.length - 1} more` : ""
      } and its output ${describe(output)}; ${ACCEPTED}`,
    );
  }
  return { inputName: input.name, outputName: output.name, inputSize, type };
}

const fitsOutput = (shape: ValueLayout["shape"] = []) =>
  shape.length === 3 && fits(shape[0], 1) && fits(shape[2], VALUES_PER_ROW);

/**
 * Checks the shape of an output that the model produced. A model with dynamic
 * dimensions does not announce it.
 *
 * @throws {ModelError} when it is not [1, N, 85]
 */
export function checkOutput(file: string, shape: readonly number[]): void {
  if (shape.every((size) => size > 0) && fitsOutput(shape)) return;
  throw new ModelError(
    `Cannot use the model '${file}': it gave an output [${
      shape.join(", ")
    }]; ${ACCEPTED}`,
  );
}

/** Returns the error for a file that is not an ONNX model. */
export function invalidOnnx(file: string, cause: unknown): ModelError {
  return new ModelError(
    `Cannot use the model '${file}': it is not an ONNX model that can be loaded; ${ACCEPTED}`,
    { cause },
  );
}

/** Returns the error for a file that cannot be read. */
export function unreadableFile(file: string, cause: unknown): ModelError {
  const reason = cause instanceof Deno.errors.NotFound
    ? "there is no such file"
    : `the file cannot be read${
      cause instanceof Error ? ` (${cause.message})` : ""
    }`;
  return new ModelError(`Cannot use the model '${file}': ${reason}`, { cause });
}
