import type { ConsumerSettings } from "../queue_settings.ts";
import { UnreadableMessageError } from "./parse_message.ts";

/** Thrown by a handler that cannot do its work yet. The message is retried, and this does not count as a failure. */
export class RetryLaterError extends Error {
  override name = "RetryLaterError";
  constructor(
    /** Seconds until the next attempt. */
    readonly seconds: number,
    readonly reason = "it is too early",
  ) {
    super(`Cannot handle the message yet: ${reason}`);
  }
}

/**
 * Next step after a failure: make the message visible again after `retryIn`
 * seconds, keep it in flight and retry after `postponeFor` seconds, or
 * dead-letter it.
 */
export type NextStep =
  | { readonly retryIn: number }
  | { readonly postponeFor: number }
  | "dead-letter";

/** Maximum seconds before a retry. SQS keeps a message invisible for at most 12 hours after its receipt, part of which has already passed. */
const MAX_DELAY = 6 * 3600;

/** Deliveries beyond `maxFailures` after which a message is dead-lettered if no handler ends, for example because the message kills the process. */
const SPARE_DELIVERIES = 3;

/** Tells whether a message was delivered too often to be handled again. */
export function isOutOfDeliveries(
  receiveCount: number,
  settings: ConsumerSettings,
): boolean {
  return receiveCount > settings.maxFailures + SPARE_DELIVERIES;
}

/**
 * Returns the next step for a message that failed on delivery `receiveCount`.
 *
 * After a {@linkcode RetryLaterError} the message first goes back to the queue,
 * where any process can take it. From delivery `maxFailures` on it is kept in
 * flight instead, because each delivery counts towards the dead-letter queue.
 */
export function nextStep(
  error: unknown,
  receiveCount: number,
  settings: ConsumerSettings,
): NextStep {
  if (error instanceof UnreadableMessageError) return "dead-letter";
  const isLast = receiveCount >= settings.maxFailures;
  if (error instanceof RetryLaterError) {
    const seconds = Math.min(error.seconds, MAX_DELAY);
    return isLast ? { postponeFor: seconds } : { retryIn: seconds };
  }
  if (isLast) return "dead-letter";
  return { retryIn: settings.retryDelay * 2 ** (receiveCount - 1) };
}
