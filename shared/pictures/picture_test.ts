import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { detectFormat, FORMATS } from "./format.ts";
import { inspectPicture } from "./inspect.ts";
import { pictureFrom, releasePixels } from "./picture.ts";
import { PictureError } from "./picture_error.ts";
import { resizePicture } from "./resize.ts";
import { pixelAt } from "../../lab/pictures/small_pictures.ts";
import {
  assertQuarters,
  BLUE,
  type Colour,
  colouredQuarters,
  COLOURS,
  GREEN,
  quarters,
  readQuarters,
  RED,
  WHITE,
} from "../../lab/pictures/quarters.ts";

for (const format of FORMATS) {
  Deno.test(`decodePicture() reads ${format}, and says so`, async () => {
    const bytes = await colouredQuarters().toFormat(format).toBuffer();
    assertEquals(detectFormat(bytes), format);
    const decoded = await decodePicture(bytes);
    assertEquals(decoded.format, format);
    assertEquals([decoded.picture.width, decoded.picture.height], [48, 32]);
    assertQuarters(decoded.picture, COLOURS, 8);
  });

  Deno.test(`encodePicture() writes ${format} that is read again`, async () => {
    const { picture } = await decodePicture(
      await colouredQuarters().png().toBuffer(),
    );
    const bytes = await encodePicture(picture, format);
    const again = await decodePicture(bytes);
    assertEquals(again.format, format);
    assertQuarters(again.picture, COLOURS, 8);
  });
}

for (
  const [orientation, upright] of [
    [1, [RED, GREEN, BLUE, WHITE]],
    [2, [GREEN, RED, WHITE, BLUE]],
    [3, [WHITE, BLUE, GREEN, RED]],
    [4, [BLUE, WHITE, RED, GREEN]],
    [5, [RED, BLUE, GREEN, WHITE]],
    [6, [BLUE, RED, WHITE, GREEN]],
    [7, [WHITE, GREEN, BLUE, RED]],
    [8, [GREEN, WHITE, RED, BLUE]],
  ] as const
) {
  Deno.test(`a picture of EXIF orientation ${orientation} is turned upright`, async () => {
    const bytes = await colouredQuarters().withMetadata({ orientation })
      .jpeg({ quality: 100 }).toBuffer();
    const { picture } = await decodePicture(bytes);
    assertQuarters(picture, upright, 8);
    const size = orientation < 5 ? [48, 32] : [32, 48];
    assertEquals([picture.width, picture.height], size);
    const info = await inspectPicture(bytes);
    assertEquals([info.width, info.height], size);
    // what is written is upright for everyone, whether they read EXIF or not
    const written = await encodePicture(picture, "jpeg");
    assertEquals((await sharp(written).metadata()).orientation, undefined);
  });
}

Deno.test("a CMYK JPEG is read in its colours", async () => {
  // inks can print these; they do not reach pure red, green and blue
  const colours: Colour[] = [
    [200, 60, 40],
    [60, 150, 70],
    [50, 60, 150],
    WHITE,
  ];
  const bytes = await quarters(colours).toColourspace("cmyk")
    .jpeg({ quality: 100 }).toBuffer();
  assertEquals((await sharp(bytes).metadata()).space, "cmyk");
  assertQuarters((await decodePicture(bytes)).picture, colours, 32);
});

Deno.test("a colour profile is followed, or left unread where the stored colours are wanted", async () => {
  const stored: Colour[] = [[200, 60, 40], [60, 150, 70], [50, 60, 150], WHITE];
  // the same colours in a wider gamut: smaller values, and a profile
  const plain = await quarters(stored).png().toBuffer();
  const bytes = await sharp(plain)
    .withIccProfile("p3", { attach: true }).png().toBuffer();
  const raw = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
  const written = [raw[0] ?? 0, raw[1] ?? 0, raw[2] ?? 0] as const;
  assert(written[0] < 195, `the profile changed nothing: ${written}`);

  const { picture: shown } = await decodePicture(bytes);
  assertQuarters(shown, stored, 2);
  const { picture: kept } = await decodePicture(bytes, { colours: "stored" });
  assertEquals(readQuarters(kept)[0], [...written, 255]);
});

Deno.test("a 16-bit PNG is read in 8 bits", async () => {
  const rgb = new Uint16Array(16 * 16 * 3).map((_, at) => at % 256 * 257);
  const bytes = await sharp(rgb, {
    raw: { width: 16, height: 16, channels: 3 },
  }).toColourspace("rgb16").png().toBuffer();
  assertEquals((await sharp(bytes).metadata()).depth, "ushort");
  const { picture } = await decodePicture(bytes);
  for (let pixel = 0; pixel < 256; pixel++) {
    const expected = [0, 1, 2].map((channel) => (pixel * 3 + channel) % 256);
    assertEquals([...picture.bitmap.subarray(pixel * 4, pixel * 4 + 4)], [
      ...expected,
      255,
    ]);
  }
});

Deno.test("a grey picture keeps its values exactly, in three channels", async () => {
  const grey = Uint8Array.from({ length: 256 }, (_, value) => value);
  const bytes = await sharp(grey, {
    raw: { width: 16, height: 16, channels: 1 },
  }).toColourspace("b-w").png().toBuffer();
  assertEquals((await sharp(bytes).metadata()).channels, 1);
  const { picture } = await decodePicture(bytes);
  assertEquals(
    [...picture.bitmap],
    [...grey].flatMap((value) => [value, value, value, 255]),
  );
});

for (const format of ["gif", "webp"] as const) {
  Deno.test(`the first frame of an animated ${format} is read`, async () => {
    const frames = [COLOURS, [WHITE, WHITE, WHITE, WHITE]].map((colours) =>
      quarters(colours).png().toBuffer()
    );
    const bytes = await sharp(await Promise.all(frames), {
      join: { animated: true },
    }).toFormat(format).toBuffer();
    assertEquals((await sharp(bytes).metadata()).pages, 2);
    const { picture } = await decodePicture(bytes);
    assertEquals([picture.width, picture.height], [48, 32]);
    assertQuarters(picture, COLOURS, 8);
  });
}

Deno.test("a PNG comes through exactly, its transparency too", async () => {
  const rgba = crypto.getRandomValues(new Uint8Array(31 * 17 * 4));
  const bytes = await encodePicture(pictureFrom(rgba, 31, 17), "png");
  const { picture } = await decodePicture(bytes);
  assertEquals(Uint8Array.from(picture.bitmap), rgba);
});

Deno.test("a picture that becomes a JPEG is laid on white", async () => {
  const transparent = pictureFrom(new Uint8Array(16 * 16 * 4), 16, 16);
  const { picture } = await decodePicture(
    await encodePicture(transparent, "jpeg"),
  );
  assertQuarters(picture, [WHITE, WHITE, WHITE, WHITE], 1);
});

Deno.test("encodePicture() refuses a side that the format cannot hold", async () => {
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

Deno.test("pictureFrom() makes a picture of the same bytes", () => {
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

Deno.test("pictureFrom() refuses bytes that are not the size of the picture", () => {
  assertThrows(
    () => pictureFrom(new Uint8Array(23), 3, 2),
    RangeError,
    "Cannot make a 3 × 2 picture: 24 bytes are needed, current length is 23",
  );
});

Deno.test("resizePicture() gives the size asked for, averaging where it shrinks", async () => {
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

Deno.test("resizePicture() leaves a picture alone that has the size", async () => {
  const picture = pictureFrom(new Uint8Array(24), 3, 2);
  assertEquals(await resizePicture(picture, 3, 2), picture);
});

Deno.test("releasePixels() gives a picture's memory back, unless it is others' too", async () => {
  const { picture } = await decodePicture(
    await colouredQuarters().png().toBuffer(),
  );
  releasePixels(picture);
  assertEquals(picture.bitmap.length, 0);

  const memory = new Uint8Array(28).fill(7);
  releasePixels(pictureFrom(memory.subarray(4), 3, 2));
  assertEquals(memory, new Uint8Array(28).fill(7));
});
