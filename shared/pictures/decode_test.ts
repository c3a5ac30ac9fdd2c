import { assert, assertEquals } from "@std/assert";
import sharp from "sharp";
import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { detectFormat, FORMATS } from "./format.ts";
import { inspectPicture } from "./inspect.ts";
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
  Deno.test(`decodePicture() reads ${format}, and returns the format`, async () => {
    const bytes = await colouredQuarters().toFormat(format).toBuffer();
    assertEquals(detectFormat(bytes), format);
    const decoded = await decodePicture(bytes);
    assertEquals(decoded.format, format);
    assertEquals([decoded.picture.width, decoded.picture.height], [48, 32]);
    assertQuarters(decoded.picture, COLOURS, 8);
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
  Deno.test(`decodePicture() turns a picture of EXIF orientation ${orientation} upright`, async () => {
    const bytes = await colouredQuarters().withMetadata({ orientation })
      .jpeg({ quality: 100 }).toBuffer();
    const { picture } = await decodePicture(bytes);
    assertQuarters(picture, upright, 8);
    const size = orientation < 5 ? [48, 32] : [32, 48];
    assertEquals([picture.width, picture.height], size);
    const info = await inspectPicture(bytes);
    assertEquals([info.width, info.height], size);
    // the written picture is upright for programs that ignore EXIF too
    const written = await encodePicture(picture, "jpeg");
    assertEquals((await sharp(written).metadata()).orientation, undefined);
  });
}

Deno.test("decodePicture() converts a CMYK JPEG to RGB", async () => {
  // colours that inks can print; they cannot print pure red, green and blue
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

Deno.test("decodePicture() applies a colour profile, unless the stored colours are wanted", async () => {
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

Deno.test("decodePicture() converts a 16-bit PNG to 8 bits", async () => {
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

Deno.test("decodePicture() keeps the values of a grey picture exactly, in three channels", async () => {
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
  Deno.test(`decodePicture() reads the first frame of an animated ${format}`, async () => {
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

Deno.test("decodePicture() does not inspect a picture again whose info is given", async () => {
  const bytes = await colouredQuarters().png().toBuffer();
  const info = { format: "jpeg", width: 0, height: 0 } as const;
  assertEquals((await decodePicture(bytes, { info })).format, "jpeg");
});
