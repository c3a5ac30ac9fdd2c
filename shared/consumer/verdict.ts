/**
 * What becomes of a message whose handling failed.
 *
 * @module
 */
import { UnreadableMessageError } from "./parse_message.ts";
import type { ConsumerSettings } from "../queue_settings.ts";

/** Thrown by a handler that cannot do its work yet: the message comes again, and this is no failure. */
export class TryLaterError extends Error {
  override name = "TryLaterError";
  constructor(
    /** The pause until it comes again. */
    readonly seconds: number,
    reason = "it is too early",
  ) {
    super(`Cannot handle the message yet: ${reason}`);
  }
}

/** Come again in so many seconds, or be given up. */
export type Verdict =
  | { readonly retryIn: number }
  | "give up";

/**
 * How many deliveries beyond `maxFailures` a message has that ends no
 * handling at all, as one that kills its process.
 */
const SPARE_DELIVERIES = 3;

/** Whether the message was delivered so often that it is not handled any more. */
export function isWornOut(receiveCount: number, settings: ConsumerSettings) {
  return receiveCount > settings.maxFailures + SPARE_DELIVERIES;
}

/** Judges the failure of a message that was received `receiveCount` times. */
export function judgeFailure(
  error: unknown,
  receiveCount: number,
  settings: ConsumerSettings,
): Verdict {
  if (error instanceof UnreadableMessageError) return "give up";
  if (error instanceof TryLaterError) return { retryIn: error.seconds };
  if (receiveCount >= settings.maxFailures) return "give up";
  return { retryIn: settings.retryDelay * 2 ** (receiveCount - 1) };
}
