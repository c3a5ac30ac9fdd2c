import { assert, assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { decodePicture } from "./decode.ts";
import { detectFormat, FORMATS } from "./format.ts";
import { MAX_PICTURE_BYTES } from "./limits.ts";
import { PictureError } from "./picture_error.ts";
import { makePng } from "../../lab/pictures/png.ts";
import {
  assertQuarters,
  colouredQuarters,
  COLOURS,
} from "../../lab/pictures/quarters.ts";

/** Fails unless the bytes are rejected with a message that contains these words. */
async function assertRejected(bytes: Uint8Array, words: string) {
  await assertRejects(() => decodePicture(bytes), PictureError, words);
}

const text = (content: string) => new TextEncoder().encode(content);

for (const format of FORMATS) {
  Deno.test(`decodePicture() rejects a ${format} that is cut off anywhere`, async () => {
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

Deno.test("an empty file is rejected", async () => {
  await assertRejected(new Uint8Array(), "This file is empty");
});

Deno.test("a file that is not a JPEG, PNG, WebP or GIF is rejected", async () => {
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
    await colouredQuarters().tiff().toBuffer(),
    await colouredQuarters().avif().toBuffer(),
  ];
  for (const bytes of files) {
    assertEquals(detectFormat(bytes), undefined);
    await assertRejected(bytes, "Please send a JPEG, PNG, WebP or GIF");
  }
});

Deno.test("a file with only the signature of a picture is rejected", async () => {
  for (
    const head of [
      "\xff\xd8\xff",
      "\x89PNG\r\n\x1a\n",
      "GIF89a",
      "RIFF\0\0\0\0WEBP",
    ]
  ) {
    const bytes = Uint8Array.from(head, (letter) => letter.charCodeAt(0));
    await assertRejected(bytes, "is damaged or cut off");
    const html = Uint8Array.from([...bytes, ...text("<html>".repeat(50))]);
    await assertRejected(html, "is damaged or cut off");
  }
});

Deno.test("a file of more than 20 MB is rejected", async () => {
  const bytes = new Uint8Array(MAX_PICTURE_BYTES + 1);
  await assertRejected(
    bytes,
    "This file has 20.0 MB; at most 20.0 MB can be worked on",
  );
});

Deno.test("a picture of 20,000 × 20,000 pixels is rejected before it is decoded", async () => {
  // a few kilobytes that would become 1.6 GB
  const bomb = makePng(20_000, 20_000, new Uint8Array(60_001 * 100));
  assert(bomb.length < 20_000);
  const before = Deno.memoryUsage().rss;
  await assertRejected(
    bomb,
    "This picture has 20000 × 20000 pixels, which is 400.0 megapixels; at most 50.0 can be worked on",
  );
  const grown = Deno.memoryUsage().rss - before;
  assert(grown < 100_000_000, `the memory grew by ${grown} bytes`);
});

Deno.test("a picture with fewer pixels than its header announces is rejected", async () => {
  const cut = makePng(7000, 7000, new Uint8Array(21_001 * 10));
  await assertRejected(cut, "This PNG is damaged or cut off");
});

Deno.test("pictures are decoded correctly after many damaged ones", async () => {
  const good = await colouredQuarters().png().toBuffer();
  const bad = good.subarray(0, 60);
  const all = Array.from(
    { length: 40 },
    (_, index) =>
      decodePicture(index % 2 ? good : bad).then(
        ({ picture }) => picture,
        () => null,
      ),
  );
  for (const [index, picture] of (await Promise.all(all)).entries()) {
    if (index % 2 === 0) assertEquals(picture, null);
    else if (picture) assertQuarters(picture, COLOURS, 0);
    else throw new Error(`picture ${index} was not read`);
  }
});
