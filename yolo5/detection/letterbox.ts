/**
 * Letterboxing: scales a picture to fit a model's square input and pads it with
 * grey, as `detect.py` of ultralytics/yolov5 does for ONNX models.
 *
 * @module
 */
import type { Picture } from "../../shared/pictures/picture.ts";
import { scaleBilinear } from "./bilinear.ts";
import { roundHalfEven } from "./rounding.ts";

/** Grey level of the padding. */
const PADDING = 114;

/** Input values, 0 to 1, by colour value. */
const INPUT_VALUES = Float32Array.from(
  { length: 256 },
  (_, value) => value / 255,
);

/** Values of a model's input or output. */
export type TensorValues = Float32Array | Float16Array;

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Place of a scaled picture in a model's square input, in input pixels. */
export interface Letterbox extends Size {
  /** Input pixels per picture pixel, before rounding. */
  readonly gain: number;
  /** Left edge of the scaled picture. */
  readonly left: number;
  /** Top edge of the scaled picture. */
  readonly top: number;
}

/** Scales the longer side of a picture to `inputSize` and centres it. */
export function fitLetterbox(picture: Size, inputSize: number): Letterbox {
  const gain = Math.min(inputSize / picture.height, inputSize / picture.width);
  // a very long picture would have no rows left
  const width = Math.max(1, roundHalfEven(picture.width * gain));
  const height = Math.max(1, roundHalfEven(picture.height * gain));
  return {
    gain,
    width,
    height,
    left: roundHalfEven((inputSize - width) / 2 - 0.1),
    top: roundHalfEven((inputSize - height) / 2 - 0.1),
  };
}

/**
 * Writes a picture into a model's input, as planes of red, green and blue from
 * 0 to 1. Alpha is ignored.
 *
 * @param input 3 × inputSize × inputSize values, all of which are overwritten
 */
export function letterbox(
  picture: Picture,
  input: TensorValues,
  inputSize: number,
): void {
  const { width, height, left, top } = fitLetterbox(picture, inputSize);
  const plane = inputSize * inputSize;
  input.fill(INPUT_VALUES[PADDING] as number);
  scaleBilinear(picture, width, height, (y, rgb) => {
    let red = (top + y) * inputSize + left;
    for (let index = 0; index < rgb.length; index += 3, red++) {
      input[red] = INPUT_VALUES[rgb[index] as number] as number;
      input[red + plane] = INPUT_VALUES[rgb[index + 1] as number] as number;
      input[red + 2 * plane] = INPUT_VALUES[rgb[index + 2] as number] as number;
    }
  });
}
