/**
 * Writes PNG files that no encoder would write.
 *
 * @module
 */
import { crc32, deflateSync } from "node:zlib";

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** Bit depth and colour type of a PNG: https://www.w3.org/TR/png-3/#6Colour-values */
const LAYOUTS = {
  rgb: { bitDepth: 8, colourType: 2 },
  bits: { bitDepth: 1, colourType: 0 },
};

/** Makes a PNG with `data` as its pixels, even if that does not match the width and height in its header. */
export function makePng(
  width: number,
  height: number,
  data: Uint8Array,
  layout: keyof typeof LAYOUTS = "rgb",
): Uint8Array {
  const { bitDepth, colourType } = LAYOUTS[layout];
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, bitDepth);
  header.setUint8(9, colourType);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", deflateSync(data)),
    chunk("IEND", new Uint8Array()),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
