import type { z } from "zod";
import type { Message } from "../backend.ts";

/** Thrown when the body of a message cannot be read, so that retries are useless. */
export class UnreadableMessageError extends Error {
  override name = "UnreadableMessageError";
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new UnreadableMessageError(
      "Cannot read the message: its body is not JSON",
      { cause },
    );
  }
}

/**
 * Returns a message's body, parsed and validated.
 *
 * @throws {UnreadableMessageError} when the body is not JSON or does not match the schema; the message names each fault
 */
export function parseMessage<Schema extends z.ZodType>(
  schema: Schema,
  message: Message,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(message.body));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `'${path.join(".")}': ${message}`
  );
  throw new UnreadableMessageError(
    `Cannot read the message: ${faults.join("; ")}`,
    { cause: parsed.error },
  );
}
