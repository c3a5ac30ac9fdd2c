/**
 * Measures what letterbox, decoding and suppression add to bare inference, and
 * how long a whole job takes.
 *
 * @module
 */
import { InferenceSession, Tensor } from "./onnxruntime.ts";
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import { resizePicture } from "../../shared/pictures/resize.ts";
import { EMBEDDED_MODEL, openDetector } from "./detector.ts";
import { drawDetections } from "../annotation/draw.ts";

const THREADS = 1;
const PICTURE = new URL(
  "../../shared/pictures/samples/astronaut.png",
  import.meta.url,
);

const { picture: small } = await decodePicture(await Deno.readFile(PICTURE));
// the largest photo that Telegram sends
const picture = await resizePicture(small, 1280, 1280);
const jpeg = await encodePicture(picture, "jpeg");

const detector = await openDetector({ threads: THREADS });
const side = detector.inputSize;
const session = await InferenceSession.create(
  await Deno.readFile(EMBEDDED_MODEL),
  { intraOpNumThreads: THREADS },
);
const feeds = {
  images: new Tensor("float32", new Float32Array(3 * side * side), [
    1,
    3,
    side,
    side,
  ]),
};

Deno.bench("bare inference", { group: "detect", baseline: true }, async () => {
  await session.run(feeds);
});

Deno.bench("detect()", { group: "detect" }, async () => {
  await detector.detect(picture);
});

Deno.bench("JPEG to annotated JPEG", { group: "detect" }, async () => {
  const { picture } = await decodePicture(jpeg, { colours: "stored" });
  await drawDetections(picture, await detector.detect(picture));
  await encodePicture(picture, "jpeg");
});
