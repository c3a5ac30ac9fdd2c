/** Thrown when a picture cannot be read or written. The message is a sentence for the user. */
export class PictureError extends Error {
  override name = "PictureError";
}
