/**
 * Files and captions that somebody might send by mistake or in malice.
 *
 * @module
 */
import sharp from "sharp";
import { makePng } from "./png.ts";

export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `true` if it is a valid picture nevertheless. */
  readonly isPicture: boolean;
}

const noise = sharp({
  create: {
    width: 160,
    height: 120,
    channels: 3,
    background: "grey",
    noise: { type: "gaussian", mean: 128, sigma: 40 },
  },
});

const text = (content: string) => new TextEncoder().encode(content);

const file = (name: string, bytes: Uint8Array, isPicture = false) => ({
  name,
  bytes,
  isPicture,
});

/** Makes a complete PNG of 20,000 × 20,000 black pixels in about 50 kB. */
function bomb(): Uint8Array {
  const side = 20_000;
  const rows = new Uint8Array((1 + side / 8) * side);
  return makePng(side, side, rows, "bits");
}

async function truncated(): Promise<HostileFile[]> {
  const whole = {
    jpg: await noise.clone().jpeg().toBuffer(),
    png: await noise.clone().png().toBuffer(),
    webp: await noise.clone().webp().toBuffer(),
    gif: await noise.clone().gif().toBuffer(),
  };
  return Object.entries(whole).flatMap(([ending, bytes]) =>
    [1, 3, 8, 16, 30, 64, 128, 256, 512, 1024].map((length) =>
      file(`cut-${length}.${ending}`, bytes.subarray(0, length))
    )
  );
}

async function unusual(): Promise<HostileFile[]> {
  const cmyk = await noise.clone().toColourspace("cmyk").jpeg().toBuffer();
  const deep = await noise.clone().toColourspace("rgb16").png().toBuffer();
  const turned = await noise.clone().jpeg().withMetadata({ orientation: 6 })
    .toBuffer();
  const grey = await noise.clone().toColourspace("b-w").png().toBuffer();
  const frames = sharp(
    await sharp({
      create: { width: 40, height: 80, channels: 4, background: "red" },
    }).raw().toBuffer(),
    { raw: { width: 40, height: 80, channels: 4, pageHeight: 40 } },
  );
  return [
    file("cmyk.jpg", cmyk, true),
    file("deep.png", deep, true),
    file("turned.jpg", turned, true),
    file("grey.png", grey, true),
    file("moving.gif", await frames.clone().gif().toBuffer(), true),
    file("moving.webp", await frames.clone().webp().toBuffer(), true),
    file("really-a-png.jpg", await noise.clone().png().toBuffer(), true),
    file("no-ending", await noise.clone().jpeg().toBuffer(), true),
    file("../../etc/passwd.png", await noise.clone().png().toBuffer(), true),
  ];
}

const OTHER_FILES = {
  "empty.jpg": "",
  "page.jpg": "<!doctype html><html><body>A photo</body></html>",
  "drawing.svg":
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  "drawing.png":
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
  "letter.pdf": "%PDF-1.7\n1 0 obj\n",
  "scan.tiff": "II*\0\x08\0\0\0",
  "archive.jpg": "PK\x03\x04",
  "program.png": "\x7fELF",
  "words.jpg": "blur me",
};

/** Makes all files. They are the same in every run, except for the noise. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const zeros = [1, 100, 100_000].map((length) =>
    file(`zeros-${length}.jpg`, new Uint8Array(length))
  );
  return [
    ...await truncated(),
    ...await unusual(),
    ...Object.entries(OTHER_FILES).map(([name, content]) =>
      file(name, text(content))
    ),
    ...zeros,
    file("bomb.png", bomb()),
    file("huge-head.png", makePng(2 ** 31 - 1, 2 ** 31 - 1, new Uint8Array())),
    file("no-pixels.png", makePng(0, 0, new Uint8Array())),
  ];
}

/** Captions that cannot be executed. */
export const HOSTILE_CAPTIONS: readonly string[] = [
  ...["blurr", "blu", "contur", "rotat", "slat and peper", "segmnt", "concta"],
  ...["predikt", "prediction please", "juggle", "🙂", "?", ",", ", ,", "."],
  ...["blur -1", "blur 0", "blur 1e9", "blur NaN", "blur 3 4", "blur four"],
  ...["rotate 45", "rotate up", "rotate 90 90", "rotate -90", "rotate 90°90"],
  ...["salt and pepper 2", "salt and pepper -0.1", "salt and pepper pepper"],
  ...["segment 999", "segment -5", "segment red", "segment 1 2"],
  ...["concat", "concat diagonal", "concat vertical left-to-right"],
  ...["predict dragon", "predict 200%", "predict -1", "predict 0.1 0.2"],
  ...["predict, blur", "concat, concat", "blur,juggle,rotate", "null"],
  ...["undefined", "constructor", "__proto__", "toString", "hasOwnProperty"],
  ...["<b>blur</b>", "blur; rm -rf /", "$(blur)", "\u202eralb"],
  "blur,".repeat(200),
  "rotate ".repeat(140),
  "Ünïcödé ".repeat(20),
];
