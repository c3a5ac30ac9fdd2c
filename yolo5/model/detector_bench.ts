/**
 * What letterbox, decoding and suppression add to bare inference, and what
 * the whole of a job takes.
 *
 * @module
 */
import { InferenceSession, Tensor } from "./onnxruntime.ts";
import {
  decodePicture,
  encodePicture,
  resizePicture,
} from "../../shared/pictures/picture.ts";
import { EMBEDDED_MODEL, openDetector } from "./detector.ts";
import { drawDetections } from "../annotation/draw.ts";

const THREADS = 1;
const PICTURE = new URL(
  "../../shared/pictures/samples/astronaut.png",
  import.meta.url,
);

const { image: small } = await decodePicture(await Deno.readFile(PICTURE));
// what Telegram sends at most
const image = await resizePicture(small, 1280, 1280);
const jpeg = await encodePicture(image, "jpeg");

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
  await detector.detect(image);
});

Deno.bench("JPEG to marked JPEG", { group: "detect" }, async () => {
  const { image } = await decodePicture(jpeg, { colours: "stored" });
  await drawDetections(image, await detector.detect(image));
  await encodePicture(image, "jpeg");
});
