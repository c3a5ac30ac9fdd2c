import { assert, assertEquals } from "@std/assert";
import { decodePicture } from "./decode.ts";
import { pictureFrom } from "./picture.ts";
import { resizePicture } from "./resize.ts";
import {
  assertQuarters,
  colouredQuarters,
  COLOURS,
} from "../../lab/pictures/quarters.ts";

Deno.test("resizePicture() returns the requested size, averaging where it shrinks", async () => {
  const { picture } = await decodePicture(
    await colouredQuarters().png().toBuffer(),
  );
  const small = await resizePicture(picture, 8, 12);
  assertEquals([small.width, small.height], [8, 12]);
  assertQuarters(small, COLOURS, 20);
  const pixel = await resizePicture(picture, 1, 1);
  for (const value of pixel.bitmap.subarray(0, 3)) {
    assert(Math.abs(value - 127) < 10, `the average is ${pixel.bitmap}`);
  }
});

Deno.test("resizePicture() returns a picture unchanged that has the size already", async () => {
  const picture = pictureFrom(new Uint8Array(24), 3, 2);
  assertEquals(await resizePicture(picture, 3, 2), picture);
});
