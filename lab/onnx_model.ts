/**
 * Writes small ONNX models whose output does not depend on the input, in any
 * layout that a test needs. Field numbers are those of onnx.proto 1.16.
 *
 * @module
 */

/** ONNX's numbers for data types. */
const TYPES = { float32: 1, float16: 10, int64: 7 } as const;

export interface TinyValue {
  readonly type: keyof typeof TYPES;
  /** Sizes; a name makes the dimension dynamic. */
  readonly shape: readonly (number | string)[];
}

export interface TinyModel {
  readonly input?: TinyValue;
  readonly output?: TinyValue;
  /** Values of the output, whose actual shape is `shape`. */
  readonly values?: readonly number[];
  readonly shape?: readonly number[];
}

const encoder = new TextEncoder();

function varint(value: number): number[] {
  return value < 128
    ? [value]
    : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}

/** Encodes a field: a number, a text, or bytes (a nested message). */
function field(number: number, value: number | string | Uint8Array) {
  if (typeof value === "number") {
    return Uint8Array.from([...varint(number << 3), ...varint(value)]);
  }
  const bytes = typeof value === "string" ? encoder.encode(value) : value;
  return join(
    Uint8Array.from([...varint((number << 3) | 2), ...varint(bytes.length)]),
    bytes,
  );
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Encodes a ValueInfoProto. */
function valueInfo(name: string, { type, shape }: TinyValue): Uint8Array {
  const dimensions = shape.map((size) =>
    field(1, typeof size === "number" ? field(1, size) : field(2, size))
  );
  const tensor = join(field(1, TYPES[type]), field(2, join(...dimensions)));
  return join(field(1, name), field(2, field(1, tensor)));
}

/** Two rows in YOLOv5's layout, all zero. */
const NOTHING = Array<number>(2 * 85).fill(0);

/** Makes a model whose output is always `values`. */
export function tinyModel(
  {
    input = { type: "float32", shape: [1, 3, 64, 64] },
    output = { type: "float32", shape: [1, 2, 85] },
    values = NOTHING,
    shape = [1, 2, 85],
  }: TinyModel = {},
): Uint8Array {
  const raw = {
    float32: () => Float32Array.from(values),
    float16: () => Float16Array.from(values),
    int64: () => BigInt64Array.from(values, BigInt),
  }[output.type]();
  const constant = join(
    ...shape.map((size) => field(1, size)),
    field(2, TYPES[output.type]),
    field(8, "constant"),
    field(9, new Uint8Array(raw.buffer)),
  );
  const node = join(
    field(1, "constant"),
    field(2, "output0"),
    field(4, "Identity"),
  );
  const graph = join(
    field(1, node),
    field(2, "tiny"),
    field(5, constant),
    field(11, valueInfo("images", input)),
    field(12, valueInfo("output0", output)),
  );
  const operators = join(field(1, ""), field(2, 13));
  return join(field(1, 8), field(7, graph), field(8, operators));
}
