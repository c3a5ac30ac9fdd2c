/**
 * A message's body, as the schema of its queue says.
 *
 * @module
 */
import type { z } from "zod";
import type { Message } from "../backend.ts";

/** A message that nobody can ever handle: trying again is of no use. */
export class UnreadableMessageError extends Error {
  override name = "UnreadableMessageError";
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new UnreadableMessageError(
      "Cannot read the message: its body is no JSON",
      { cause },
    );
  }
}

/**
 * Reads a message's body.
 *
 * @throws {UnreadableMessageError} when it is no JSON or not of the schema's shape; the message names each fault
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
