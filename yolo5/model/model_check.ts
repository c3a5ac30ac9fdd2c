/**
 * Checks that a model detects the object in a sample picture.
 *
 * @module
 */
import { decodePicture } from "../../shared/pictures/decode.ts";
import type { Picture } from "../../shared/pictures/picture.ts";
import type { Detection, Detector } from "./detector.ts";
import { ModelError } from "./layout.ts";

/** File of the sample picture, which executables contain. */
export const SAMPLE_PICTURE = new URL(
  "../../shared/pictures/samples/chelsea.png",
  import.meta.url,
);

/** Class of the object in the sample picture. */
export const SAMPLE_CLASS = "cat";

/** Score that a model must exceed, regardless of the services' threshold. The embedded model reaches 0.38. */
const SAMPLE_CONFIDENCE = 0.25;

/**
 * Detects the object in the sample picture.
 *
 * @param model name of the model for the error message
 * @throws {ModelError} when the model does not detect it
 */
export async function checkModel(
  detector: Detector,
  model: string,
): Promise<{ picture: Picture; detection: Detection }> {
  const bytes = await Deno.readFile(SAMPLE_PICTURE);
  const { picture } = await decodePicture(bytes, { colours: "stored" });
  const [detection] = await detector.detect(picture, {
    classes: [SAMPLE_CLASS],
    confidence: SAMPLE_CONFIDENCE,
  });
  if (detection) return { picture, detection };
  throw new ModelError(
    `Cannot use the model '${model}': it does not find the ${SAMPLE_CLASS} in a picture of one`,
  );
}
