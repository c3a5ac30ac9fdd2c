/**
 * Scales pictures bilinearly, with bit for bit the result of OpenCV on 8-bit
 * pictures (`cv2.resize` with `INTER_LINEAR`), on which a model's scores depend.
 *
 * @module
 */
import type { Picture } from "../../shared/pictures/picture.ts";
import { roundHalfEven } from "./rounding.ts";

/** OpenCV expresses weights in 2048ths. */
const WEIGHT_SCALE = 2048;

/** Source pixels of each target pixel along one side. */
interface Axis {
  /** Indices of the two source pixels that are mixed. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Their weights, in 2048ths. */
  readonly firstWeight: Int32Array;
  readonly secondWeight: Int32Array;
}

/** Returns the source pixels of each target pixel along one side. Pixel centres are at halves. */
function sampleAxis(from: number, to: number): Axis {
  const axis = {
    first: new Int32Array(to),
    second: new Int32Array(to),
    firstWeight: new Int32Array(to),
    secondWeight: new Int32Array(to),
  };
  const scale = 1 / (to / from);
  for (let index = 0; index < to; index++) {
    const centre = Math.fround((index + 0.5) * scale - 0.5);
    const first = Math.floor(centre);
    const part = Math.fround(centre - first);
    axis.first[index] = Math.min(Math.max(first, 0), from - 1);
    axis.second[index] = Math.min(Math.max(first + 1, 0), from - 1);
    axis.firstWeight[index] = roundHalfEven(
      Math.fround(1 - part) * WEIGHT_SCALE,
    );
    axis.secondWeight[index] = roundHalfEven(part * WEIGHT_SCALE);
  }
  return axis;
}

/**
 * Scales the colours of `source` to `width` × `height`.
 *
 * @param takeRow called for each row from the top, with the row's R, G, B values, 0 to 255, in an array that is reused
 */
export function scaleBilinear(
  source: Picture,
  width: number,
  height: number,
  takeRow: (y: number, rgb: Int32Array) => void,
): void {
  const across = sampleAxis(source.width, width);
  const down = sampleAxis(source.height, height);
  let upper = { y: -1, values: new Int32Array(width * 3) };
  let lower = { y: -1, values: new Int32Array(width * 3) };
  const row = new Int32Array(width * 3);
  for (let y = 0; y < height; y++) {
    const upperY = down.first[y] ?? 0;
    const lowerY = down.second[y] ?? 0;
    // the lower row of the previous target row is often the upper row of this one
    if (lower.y === upperY) [upper, lower] = [lower, upper];
    if (upper.y !== upperY) scaleRow(source, across, upperY, upper);
    if (lower.y !== lowerY) scaleRow(source, across, lowerY, lower);
    mixRows(
      upper.values,
      lower.values,
      down.firstWeight[y] ?? 0,
      down.secondWeight[y] ?? 0,
      row,
    );
    takeRow(y, row);
  }
}

function scaleRow(
  source: Picture,
  across: Axis,
  y: number,
  target: { y: number; values: Int32Array },
): void {
  const { first, second, firstWeight, secondWeight } = across;
  const { bitmap } = source;
  const { values } = target;
  const start = y * source.width * 4;
  target.y = y;
  for (let x = 0, out = 0; x < first.length; x++, out += 3) {
    const left = start + (first[x] as number) * 4;
    const right = start + (second[x] as number) * 4;
    const leftWeight = firstWeight[x] as number;
    const rightWeight = secondWeight[x] as number;
    // a loop over the channels would take 50 % longer
    values[out] = (bitmap[left] as number) * leftWeight +
      (bitmap[right] as number) * rightWeight;
    values[out + 1] = (bitmap[left + 1] as number) * leftWeight +
      (bitmap[right + 1] as number) * rightWeight;
    values[out + 2] = (bitmap[left + 2] as number) * leftWeight +
      (bitmap[right + 2] as number) * rightWeight;
  }
}

/** Mixes two rows. The shifts are in the order of OpenCV, so that they lose the same bits. */
function mixRows(
  upper: Int32Array,
  lower: Int32Array,
  upperWeight: number,
  lowerWeight: number,
  row: Int32Array,
): void {
  for (let index = 0; index < row.length; index++) {
    row[index] = (((((upper[index] as number) >> 4) * upperWeight) >> 16) +
      ((((lower[index] as number) >> 4) * lowerWeight) >> 16) + 2) >> 2;
  }
}
