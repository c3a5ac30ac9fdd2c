/** A caption is not a list of actions. The message is a sentence for the user, under 600 characters. */
export class CaptionError extends Error {
  override name = "CaptionError";
}
