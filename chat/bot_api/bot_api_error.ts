/**
 * Errors of the Bot API, in Telegram's wording.
 *
 * @module
 */

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  409: "Conflict",
  413: "Request Entity Too Large",
  500: "Internal Server Error",
};

/** Thrown when a call is refused. The message is the `description` that the bot receives. */
export class BotApiError extends Error {
  override name = "BotApiError";
  /** @param code also the HTTP status */
  constructor(readonly code: number, detail?: string) {
    const reason = REASONS[code] ?? "Error";
    super(detail === undefined ? reason : `${reason}: ${detail}`);
  }
}

/** Creates the error "Bad Request: …". */
export const badRequest = (detail: string) => new BotApiError(400, detail);

/**
 * Refuses a call unless a condition holds.
 *
 * @throws {BotApiError} "Bad Request: …"
 */
export function ensure(
  condition: unknown,
  detail: string,
): asserts condition {
  if (!condition) throw badRequest(detail);
}
