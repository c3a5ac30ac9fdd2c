import { assertEquals, assertRejects } from "@std/assert";
import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { FORMATS } from "./format.ts";
import { pictureFrom } from "./picture.ts";
import { PictureError } from "./picture_error.ts";
import {
  assertQuarters,
  colouredQuarters,
  COLOURS,
  WHITE,
} from "../../lab/pictures/quarters.ts";

for (const format of FORMATS) {
  Deno.test(`encodePicture() writes ${format} that can be read again`, async () => {
    const { picture } = await decodePicture(
      await colouredQuarters().png().toBuffer(),
    );
    const bytes = await encodePicture(picture, format);
    const again = await decodePicture(bytes);
    assertEquals(again.format, format);
    assertQuarters(again.picture, COLOURS, 8);
  });
}

Deno.test("encodePicture() writes a PNG without loss, including transparency", async () => {
  const rgba = crypto.getRandomValues(new Uint8Array(31 * 17 * 4));
  const bytes = await encodePicture(pictureFrom(rgba, 31, 17), "png");
  const { picture } = await decodePicture(bytes);
  assertEquals(Uint8Array.from(picture.bitmap), rgba);
});

Deno.test("encodePicture() makes transparent parts of a JPEG white", async () => {
  const transparent = pictureFrom(new Uint8Array(16 * 16 * 4), 16, 16);
  const { picture } = await decodePicture(
    await encodePicture(transparent, "jpeg"),
  );
  assertQuarters(picture, [WHITE, WHITE, WHITE, WHITE], 1);
});

Deno.test("encodePicture() rejects a side that is too long for the format", async () => {
  const wide = pictureFrom(new Uint8Array(65_501 * 4), 65_501, 1);
  for (
    const [format, words] of [
      ["jpeg", "a JPEG has at most 65500 a side"],
      ["webp", "a WebP has at most 16383 a side"],
    ] as const
  ) {
    await assertRejects(() => encodePicture(wide, format), PictureError, words);
  }
  const { picture } = await decodePicture(await encodePicture(wide, "png"));
  assertEquals(picture.width, 65_501);
});
