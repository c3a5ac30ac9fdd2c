/**
 * A picture, and what every good model finds in it.
 *
 * @module
 */
import { decodePicture } from "../../shared/pictures/decode.ts";
import type { Picture } from "../../shared/pictures/picture.ts";
import { ModelError } from "./layout.ts";
import type { Detection, Detector } from "./detector.ts";

/** The file; executables have it in them. */
export const KNOWN_PICTURE = new URL(
  "../../shared/pictures/samples/chelsea.png",
  import.meta.url,
);

/** What it shows. */
export const SHOWN = "cat";

/**
 * Looks at the known picture with a model.
 *
 * @throws {ModelError} when it does not find what is in it
 */
export async function lookAtKnownPicture(
  detector: Detector,
  /** As messages name the model. */
  model: string,
): Promise<{ picture: Picture; found: Detection }> {
  const bytes = await Deno.readFile(KNOWN_PICTURE);
  const { picture } = await decodePicture(bytes, { colours: "stored" });
  const detections = await detector.detect(picture);
  const found = detections.find((one) => one.class === SHOWN);
  if (found) return { picture, found };
  throw new ModelError(
    `Cannot use the model '${model}': it does not find the ${SHOWN} in a picture of one`,
  );
}
