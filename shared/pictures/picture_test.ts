import { assertEquals, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { decodePicture } from "./decode.ts";
import { pictureFrom, releasePixels } from "./picture.ts";
import { colouredQuarters } from "../../lab/pictures/quarters.ts";
import { pixelAt } from "../../lab/pictures/small_pictures.ts";

Deno.test("pictureFrom() creates a picture from the same bytes", () => {
  const rgba = Uint8Array.from({ length: 24 }, (_, index) => index);
  const picture = pictureFrom(rgba, 3, 2);
  assertEquals([picture.width, picture.height], [3, 2]);
  assertEquals(pixelAt(picture, 2, 1), [20, 21, 22, 23]);
  picture.bitmap.set([10, 11, 12, 13]);
  assertEquals([...rgba.subarray(0, 4)], [10, 11, 12, 13]);
});

Deno.test("pictureFrom() accepts bytes that begin anywhere in a buffer", () => {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  for (const offset of [0, 1, 2, 3, 4, 7]) {
    const rgba = numbers.slice(offset, offset + 32);
    for (const all of [Uint8Array.from(numbers), Buffer.from(numbers)]) {
      const picture = pictureFrom(all.subarray(offset, offset + 32), 4, 2);
      assertEquals([...picture.bitmap], rgba);
      assertEquals(pixelAt(picture, 0, 1), rgba.slice(16, 20));
      const { buffer, byteOffset } = picture.bitmap;
      const pixels = new Uint32Array(buffer, byteOffset, 8);
      pixels[7] = 0x04030201;
      assertEquals(pixelAt(picture, 3, 1), [1, 2, 3, 4]);
    }
  }
});

Deno.test("pictureFrom() rejects bytes that do not match the size", () => {
  assertThrows(
    () => pictureFrom(new Uint8Array(23), 3, 2),
    RangeError,
    "Cannot make a 3 × 2 picture: 24 bytes are needed, current length is 23",
  );
});

Deno.test("releasePixels() frees a picture's memory, unless it is shared", async () => {
  const { picture } = await decodePicture(
    await colouredQuarters().png().toBuffer(),
  );
  releasePixels(picture);
  assertEquals(picture.bitmap.length, 0);

  const memory = new Uint8Array(28).fill(7);
  releasePixels(pictureFrom(memory.subarray(4), 3, 2));
  assertEquals(memory, new Uint8Array(28).fill(7));
});
