import { assert, assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { detectFormat } from "../../shared/pictures/format.ts";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { photoSizes, thumbnailOf } from "./photo_sizes.ts";

const picture = (width: number, height: number, background = "#804020") =>
  sharp({ create: { width, height, channels: 4, background } });

const sides = (sizes: { width: number; height: number }[]) =>
  sizes.map(({ width, height }) => [width, height]);

Deno.test("photoSizes() lists a large photo at 90, 320, 800 and 1280 pixels", async () => {
  const sizes = await photoSizes(await picture(2560, 1280).png().toBuffer());
  assertEquals(sides(sizes), [[90, 45], [320, 160], [800, 400], [1280, 640]]);
  for (const { bytes, width, height } of sizes) {
    assertEquals(detectFormat(bytes), "jpeg");
    const metadata = await sharp(bytes).metadata();
    assertEquals([metadata.width, metadata.height], [width, height]);
  }
});

Deno.test("photoSizes() does not enlarge a photo beyond its original size", async () => {
  const sizesOf = async (width: number, height: number) =>
    sides(await photoSizes(await picture(width, height).png().toBuffer()));
  assertEquals(await sizesOf(500, 400), [[90, 72], [320, 256], [500, 400]]);
  assertEquals(await sizesOf(320, 200), [[90, 56], [320, 200]]);
  assertEquals(await sizesOf(1, 1), [[1, 1]]);
  assertEquals((await sizesOf(1280, 20)).at(-1), [1280, 20]);
});

Deno.test("photoSizes() turns a photo upright and removes its metadata", async () => {
  const bytes = await picture(200, 100).jpeg()
    .withExif({ IFD0: { Copyright: "somebody" } })
    .withMetadata({ orientation: 6 }).toBuffer();
  const [, last] = await photoSizes(bytes);
  assertEquals([last?.width, last?.height], [100, 200]);
  const metadata = await sharp(last?.bytes).metadata();
  assertEquals(metadata.orientation, undefined);
  assertEquals(metadata.exif, undefined);
});

Deno.test("photoSizes() puts transparent pictures on white", async () => {
  const [size] = await photoSizes(
    await picture(20, 20, "#ff000000").png().toBuffer(),
  );
  const pixels = await sharp(size?.bytes).raw().toBuffer();
  assert(pixels.every((value) => value > 250));
});

Deno.test("photoSizes() keeps the pixels of grey, CMYK and 16-bit pictures", async () => {
  const grey = sharp({
    create: { width: 60, height: 40, channels: 3, background: "#646464" },
  });
  for (
    const bytes of [
      await grey.clone().toColourspace("b-w").png().toBuffer(),
      await grey.clone().toColourspace("rgb16").png().toBuffer(),
      await grey.clone().toColourspace("cmyk").jpeg().toBuffer(),
    ]
  ) {
    const [size] = await photoSizes(bytes);
    const pixels = await sharp(size?.bytes).toColourspace("srgb").raw()
      .toBuffer();
    // CMYK cannot represent this grey exactly.
    assert(pixels.every((value) => Math.abs(value - 100) < 15), `${pixels[0]}`);
  }
});

Deno.test("photoSizes() refuses other files, damaged pictures, and too many pixels", async () => {
  const whole = await picture(300, 300).jpeg().toBuffer();
  const bomb = await picture(8000, 8000).png().toBuffer();
  const text = new TextEncoder().encode("<svg></svg>");
  for (
    const bytes of [new Uint8Array(), text, whole.subarray(0, -200), bomb]
  ) {
    await assertRejects(() => photoSizes(bytes), PictureError);
  }
});

Deno.test("thumbnailOf() returns a small JPEG of a picture, and nothing for other files", async () => {
  const small = await thumbnailOf(await picture(640, 320).png().toBuffer());
  assertEquals([small?.width, small?.height], [320, 160]);
  const tiny = await thumbnailOf(await picture(10, 5).png().toBuffer());
  assertEquals([tiny?.width, tiny?.height], [10, 5]);
  assertEquals(await thumbnailOf(new Uint8Array([1, 2, 3])), undefined);
  const damaged = await picture(300, 300).jpeg().toBuffer();
  assertEquals(await thumbnailOf(damaged.subarray(0, -200)), undefined);
});
