/**
 * Recognizes jobs that can never succeed, and contains all messages for users about them.
 *
 * @module
 */
import { ObjectNotFoundError } from "../shared/backend.ts";
import { COCO_CLASSES } from "../shared/coco.ts";
import { PictureError } from "../shared/pictures/picture_error.ts";

/** Thrown for a job that would fail at every attempt. The message is a sentence for users. */
export class PermanentJobError extends Error {
  override name = "PermanentJobError";
}

/** Message about a picture that is no longer in the object store. */
const PICTURE_GONE =
  "I don't have this picture any more. Please send it again.";

/** Message about a job that is out of attempts. */
export const OUT_OF_ATTEMPTS =
  "Sorry, I tried several times and could not look at this picture. Please send it again later.";

/** Message about a job that cannot be parsed. */
export const UNREADABLE =
  "Sorry, I could not make out what to look for. Please send the picture again, captioned predict.";

/** Returns the message about a class that is not one of COCO's. */
export const unknownClass = (name: string) =>
  `I cannot look for “${
    name.slice(0, 40)
  }”: I know ${COCO_CLASSES.length} kinds of things, such as person, car, dog, chair and cell phone. For example: predict dog`;

/** Returns the message for users about an error that would occur at every attempt; `undefined` when a later attempt may succeed. */
export function permanentReason(error: unknown): string | undefined {
  if (error instanceof ObjectNotFoundError) return PICTURE_GONE;
  if (error instanceof PermanentJobError || error instanceof PictureError) {
    return error.message;
  }
  return undefined;
}
