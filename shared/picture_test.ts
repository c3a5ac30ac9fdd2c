import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Image } from "imagescript";
import { Buffer } from "node:buffer";
import sharp, { type Sharp } from "sharp";
import {
  decodePicture,
  encodePicture,
  FORMATS,
  imageFrom,
  inspectPicture,
  MAX_BYTES,
  PictureError,
  resizePicture,
  sniffFormat,
} from "./picture.ts";
import { makePng } from "./testing/png.ts";

type Colour = readonly [red: number, green: number, blue: number];

const RED: Colour = [255, 0, 0];
const GREEN: Colour = [0, 255, 0];
const BLUE: Colour = [0, 0, 255];
const WHITE: Colour = [255, 255, 255];

/** A picture of 48 × 32 with a colour in each quarter: top left, top right, bottom left, bottom right. */
function quarters(colours: readonly Colour[]): Sharp {
  const rgb = new Uint8Array(48 * 32 * 3);
  for (let y = 0; y < 32; y++) {
    for (let x = 0; x < 48; x++) {
      const quarter = (y < 16 ? 0 : 2) + (x < 24 ? 0 : 1);
      rgb.set(colours[quarter] ?? WHITE, (y * 48 + x) * 3);
    }
  }
  return sharp(rgb, { raw: { width: 48, height: 32, channels: 3 } });
}

const COLOURS = [RED, GREEN, BLUE, WHITE];
const picture = () => quarters(COLOURS);

/** The pixel in the middle of each quarter. */
function readQuarters({ bitmap, width, height }: Image): number[][] {
  return [[1, 1], [3, 1], [1, 3], [3, 3]].map(([x = 0, y = 0]) => {
    const at = Math.floor(y * height / 4) * width + Math.floor(x * width / 4);
    return [...bitmap.subarray(at * 4, at * 4 + 4)];
  });
}

function assertQuarters(
  image: Image,
  colours: readonly Colour[],
  tolerance: number,
) {
  const found = readQuarters(image);
  for (const [quarter, colour] of colours.entries()) {
    const pixel = found[quarter] ?? [];
    const far = colour.some((value, channel) =>
      Math.abs(value - (pixel[channel] ?? NaN)) > tolerance
    );
    assert(
      !far && pixel[3] === 255,
      `quarter ${quarter} is ${pixel}, not ${colour}`,
    );
  }
}

/** Fails unless the bytes are refused with a sentence of these words. */
async function assertRefused(bytes: Uint8Array, words: string) {
  await assertRejects(() => decodePicture(bytes), PictureError, words);
}

const text = (content: string) => new TextEncoder().encode(content);

for (const format of FORMATS) {
  Deno.test(`decodePicture() reads ${format}, and says so`, async () => {
    const bytes = await picture().toFormat(format).toBuffer();
    assertEquals(sniffFormat(bytes), format);
    const decoded = await decodePicture(bytes);
    assertEquals(decoded.format, format);
    assertEquals([decoded.image.width, decoded.image.height], [48, 32]);
    assertQuarters(decoded.image, COLOURS, 8);
  });

  Deno.test(`encodePicture() writes ${format} that is read again`, async () => {
    const { image } = await decodePicture(await picture().png().toBuffer());
    const bytes = await encodePicture(image, format);
    const again = await decodePicture(bytes);
    assertEquals(again.format, format);
    assertQuarters(again.image, COLOURS, 8);
  });

  Deno.test(`decodePicture() refuses ${format} that is cut off anywhere`, async () => {
    const noise = crypto.getRandomValues(new Uint8Array(40 * 40 * 3));
    const bytes = await sharp(noise, {
      raw: { width: 40, height: 40, channels: 3 },
    }).toFormat(format).toBuffer();
    await decodePicture(bytes);
    for (const part of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9]) {
      const cut = bytes.subarray(0, Math.ceil(bytes.length * part));
      await assertRejects(() => decodePicture(cut), PictureError);
    }
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
    const bytes = await picture().withMetadata({ orientation })
      .jpeg({ quality: 100 }).toBuffer();
    const { image } = await decodePicture(bytes);
    assertQuarters(image, upright, 8);
    const size = orientation < 5 ? [48, 32] : [32, 48];
    assertEquals([image.width, image.height], size);
    const info = await inspectPicture(bytes);
    assertEquals([info.width, info.height], size);
    // what is written is upright for everyone, whether they read EXIF or not
    const written = await encodePicture(image, "jpeg");
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
  assertQuarters((await decodePicture(bytes)).image, colours, 32);
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

  const { image: shown } = await decodePicture(bytes);
  assertQuarters(shown, stored, 2);
  const { image: kept } = await decodePicture(bytes, { colours: "stored" });
  assertEquals(readQuarters(kept)[0], [...written, 255]);
});

Deno.test("a 16-bit PNG is read in 8 bits", async () => {
  const rgb = new Uint16Array(16 * 16 * 3).map((_, at) => at % 256 * 257);
  const bytes = await sharp(rgb, {
    raw: { width: 16, height: 16, channels: 3 },
  }).toColourspace("rgb16").png().toBuffer();
  assertEquals((await sharp(bytes).metadata()).depth, "ushort");
  const { image } = await decodePicture(bytes);
  for (let pixel = 0; pixel < 256; pixel++) {
    const expected = [0, 1, 2].map((channel) => (pixel * 3 + channel) % 256);
    assertEquals([...image.bitmap.subarray(pixel * 4, pixel * 4 + 4)], [
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
  const { image } = await decodePicture(bytes);
  assertEquals(
    [...image.bitmap],
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
    const { image } = await decodePicture(bytes);
    assertEquals([image.width, image.height], [48, 32]);
    assertQuarters(image, COLOURS, 8);
  });
}

Deno.test("a PNG comes through exactly, its transparency too", async () => {
  const rgba = crypto.getRandomValues(new Uint8Array(31 * 17 * 4));
  const bytes = await encodePicture(imageFrom(rgba, 31, 17), "png");
  const { image } = await decodePicture(bytes);
  assertEquals(Uint8Array.from(image.bitmap), rgba);
});

Deno.test("a picture that becomes a JPEG is laid on white", async () => {
  const transparent = imageFrom(new Uint8Array(16 * 16 * 4), 16, 16);
  const { image } = await decodePicture(
    await encodePicture(transparent, "jpeg"),
  );
  assertQuarters(image, [WHITE, WHITE, WHITE, WHITE], 1);
});

Deno.test("an empty file is refused", async () => {
  await assertRefused(new Uint8Array(), "This file is empty");
});

Deno.test("what is no JPEG, PNG, WebP or GIF is refused, whatever it is named", async () => {
  const files = [
    text("<!doctype html><html><body>not a photo.jpg</body></html>"),
    text(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>',
    ),
    text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    text("GIF"),
    text("RIFF\0\0\0\0WAVE"),
    Uint8Array.of(0xff),
    new Uint8Array(100),
    await picture().tiff().toBuffer(),
    await picture().avif().toBuffer(),
  ];
  for (const bytes of files) {
    assertEquals(sniffFormat(bytes), undefined);
    await assertRefused(bytes, "Please send a JPEG, PNG, WebP or GIF");
  }
});

Deno.test("what only begins like a picture is refused", async () => {
  for (
    const head of [
      "\xff\xd8\xff",
      "\x89PNG\r\n\x1a\n",
      "GIF89a",
      "RIFF\0\0\0\0WEBP",
    ]
  ) {
    const bytes = Uint8Array.from(head, (letter) => letter.charCodeAt(0));
    await assertRefused(bytes, "is damaged or cut off");
    const html = Uint8Array.from([...bytes, ...text("<html>".repeat(50))]);
    await assertRefused(html, "is damaged or cut off");
  }
});

Deno.test("a file of more than 20 MB is refused", async () => {
  const bytes = new Uint8Array(MAX_BYTES + 1);
  await assertRefused(
    bytes,
    "This file has 20.0 MB; at most 20.0 MB can be worked on",
  );
});

Deno.test("a picture of 20,000 × 20,000 pixels is refused before it is decoded", async () => {
  // some kilobytes that would be 1.6 GB
  const bomb = makePng(20_000, 20_000, new Uint8Array(60_001 * 100));
  assert(bomb.length < 20_000);
  const before = Deno.memoryUsage().rss;
  await assertRefused(
    bomb,
    "This picture has 20000 × 20000 pixels, which is 400.0 megapixels; at most 50.0 can be worked on",
  );
  const grown = Deno.memoryUsage().rss - before;
  assert(grown < 100_000_000, `the memory grew by ${grown} bytes`);
});

Deno.test("a picture with fewer pixels than its header says is refused", async () => {
  const cut = makePng(7000, 7000, new Uint8Array(21_001 * 10));
  await assertRefused(cut, "This PNG is damaged or cut off");
});

Deno.test("pictures are read well after any number of bad ones", async () => {
  const good = await picture().png().toBuffer();
  const bad = good.subarray(0, 60);
  const all = Array.from(
    { length: 40 },
    (_, index) =>
      decodePicture(index % 2 ? good : bad).then(
        ({ image }) => image,
        () => null,
      ),
  );
  for (const [index, image] of (await Promise.all(all)).entries()) {
    if (index % 2 === 0) assertEquals(image, null);
    else if (image) assertQuarters(image, COLOURS, 0);
    else throw new Error(`picture ${index} was not read`);
  }
});

Deno.test("encodePicture() refuses a side that the format cannot hold", async () => {
  const wide = imageFrom(new Uint8Array(65_501 * 4), 65_501, 1);
  for (
    const [format, words] of [
      ["jpeg", "a JPEG has at most 65500 a side"],
      ["webp", "a WebP has at most 16383 a side"],
    ] as const
  ) {
    await assertRejects(() => encodePicture(wide, format), PictureError, words);
  }
  const { image } = await decodePicture(await encodePicture(wide, "png"));
  assertEquals(image.width, 65_501);
});

Deno.test("imageFrom() makes a canvas over the same bytes", () => {
  const rgba = Uint8Array.from({ length: 24 }, (_, index) => index);
  const image = imageFrom(rgba, 3, 2);
  assertEquals([image.width, image.height], [3, 2]);
  assertEquals([...image.getRGBAAt(3, 2)], [20, 21, 22, 23]);
  image.setPixelAt(1, 1, 0x0a0b0c0d);
  assertEquals([...rgba.subarray(0, 4)], [10, 11, 12, 13]);
  assertEquals([...image.clone().bitmap], [...rgba]);
});

Deno.test("imageFrom() reads bytes that begin anywhere in a buffer", () => {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  for (const offset of [0, 1, 2, 3, 4, 7]) {
    const rgba = numbers.slice(offset, offset + 32);
    for (const all of [Uint8Array.from(numbers), Buffer.from(numbers)]) {
      const image = imageFrom(all.subarray(offset, offset + 32), 4, 2);
      assertEquals([...image.bitmap], rgba);
      assertEquals([...image.getRGBAAt(1, 2)], rgba.slice(16, 20));
      assertEquals(
        [...image.clone().crop(2, 0, 2, 2).bitmap],
        [...rgba.slice(8, 16), ...rgba.slice(24, 32)],
      );
      image.fill(0x01020304);
      assertEquals([...image.bitmap.subarray(28)], [1, 2, 3, 4]);
    }
  }
});

Deno.test("imageFrom() refuses bytes that are not the size of the image", () => {
  assertThrows(
    () => imageFrom(new Uint8Array(23), 3, 2),
    RangeError,
    "Cannot make a 3 × 2 image: 24 bytes are needed, current length is 23",
  );
});

Deno.test("resizePicture() gives the size asked for, averaging where it shrinks", async () => {
  const { image } = await decodePicture(await picture().png().toBuffer());
  const small = await resizePicture(image, 8, 12);
  assertEquals([small.width, small.height], [8, 12]);
  assertQuarters(small, COLOURS, 20);
  const pixel = await resizePicture(image, 1, 1);
  for (const value of pixel.bitmap.subarray(0, 3)) {
    assert(Math.abs(value - 127) < 10, `the average is ${pixel.bitmap}`);
  }
});

Deno.test("resizePicture() leaves a picture alone that has the size", async () => {
  const image = imageFrom(new Uint8Array(24), 3, 2);
  assertEquals(await resizePicture(image, 3, 2), image);
});
