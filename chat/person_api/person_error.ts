/** Thrown when a request of the page is refused. The message is a sentence for the person. */
export class PersonError extends Error {
  override name = "PersonError";
  /** @param status the HTTP status */
  constructor(readonly status: 400 | 404 | 413, message: string) {
    super(message);
  }
}
