/**
 * Jobs that can never succeed, and every sentence about them that a person reads.
 *
 * @module
 */
import { ObjectNotFoundError } from "../shared/backend.ts";
import { COCO_CLASSES } from "../shared/coco.ts";
import { PictureError } from "../shared/pictures/picture_error.ts";

/** A job that would fail again. The message is a sentence for a person. */
export class HopelessJobError extends Error {
  override name = "HopelessJobError";
}

const PICTURE_GONE =
  "I don't have this picture any more. Please send it again.";

/** When every try has failed. */
export const GAVE_UP =
  "Sorry, I tried several times and could not look at this picture. Please send it again later.";

/** When the job is not written as a job has to be. */
export const UNREADABLE =
  "Sorry, I could not make out what to look for. Please send the picture again, captioned predict.";

/** The sentence for a class that no model here knows. */
export const unknownClass = (name: string) =>
  `I cannot look for “${
    name.slice(0, 40)
  }”: I know ${COCO_CLASSES.length} kinds of things, such as person, car, dog, chair and cell phone. For example: predict dog`;

/** The reason to tell a person when `error` would come again at every try; `undefined` when a later try may succeed. */
export function hopelessReason(error: unknown): string | undefined {
  if (error instanceof ObjectNotFoundError) return PICTURE_GONE;
  if (error instanceof HopelessJobError || error instanceof PictureError) {
    return error.message;
  }
  return undefined;
}
