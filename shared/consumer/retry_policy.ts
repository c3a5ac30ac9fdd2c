/**
 * What becomes of a message whose handling failed.
 *
 * @module
 */
import { UnreadableMessageError } from "./parse_message.ts";
import type { ConsumerSettings } from "../queue_settings.ts";

/** Thrown by a handler that cannot do its work yet: the message comes again, and this is no failure. */
export class RetryLaterError extends Error {
  override name = "RetryLaterError";
  constructor(
    /** The pause until it comes again. */
    readonly seconds: number,
    reason = "it is too early",
  ) {
    super(`Cannot handle the message yet: ${reason}`);
  }
}

/** In seconds: come again, or be held in hand and tried again; or be given up. */
export type Verdict =
  | { readonly retryIn: number }
  | { readonly holdFor: number }
  | "give up";

/** Seconds; SQS hides a message for twelve hours from its receipt, and some of that is over by now. */
const LONGEST_PAUSE = 6 * 3600;

/**
 * How many deliveries beyond `maxFailures` a message has that ends no
 * handling at all, as one that kills its process.
 */
const SPARE_DELIVERIES = 3;

/** Whether the message was delivered so often that it is not handled any more. */
export function isWornOut(receiveCount: number, settings: ConsumerSettings) {
  return receiveCount > settings.maxFailures + SPARE_DELIVERIES;
}

/**
 * Judges the failure of a message that was received `receiveCount` times.
 *
 * One that asks to come later does so at first, for whichever process is free
 * then; later on it is held in hand, for each delivery brings it nearer to the
 * dead letters.
 */
export function judgeFailure(
  error: unknown,
  receiveCount: number,
  settings: ConsumerSettings,
): Verdict {
  if (error instanceof UnreadableMessageError) return "give up";
  const isLast = receiveCount >= settings.maxFailures;
  if (error instanceof RetryLaterError) {
    const seconds = Math.min(error.seconds, LONGEST_PAUSE);
    return isLast ? { holdFor: seconds } : { retryIn: seconds };
  }
  if (isLast) return "give up";
  return { retryIn: settings.retryDelay * 2 ** (receiveCount - 1) };
}
