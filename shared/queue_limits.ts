/**
 * Limits of SQS. Every backend enforces them, so that anything that works on a
 * laptop also works on AWS.
 *
 * @module
 */
import type { SendOptions } from "./backend.ts";

/** Maximum bytes of a message body in UTF-8, and of all bodies in one batch. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Maximum seconds that a sent message is delayed. */
export const MAX_DELAY = 900;

/** Maximum seconds that a receive waits for a message. */
export const MAX_WAIT = 20;

/** Maximum seconds that a message is invisible: 12 hours. */
export const MAX_VISIBILITY = 43_200;

function checkRange(action: string, name: string, value: number, max: number) {
  if (value >= 0 && value <= max) return;
  throw new RangeError(
    `Cannot ${action} as '${name}' must be 0 to ${max} seconds: current value is ${value}`,
  );
}

function checkFifoName(name: string, value: string | undefined) {
  if (value !== undefined && /^[!-~]{1,128}$/.test(value)) return;
  throw new RangeError(
    `Cannot send as '${name}' must be 1 to 128 visible ASCII characters on a FIFO queue: current value is ${value}`,
  );
}

/** Checks a message to send. @throws {RangeError} when the body or the options do not suit the kind of queue */
export function checkSend(body: string, options: SendOptions, fifo: boolean) {
  const size = new TextEncoder().encode(body).length;
  if (size < 1 || size > MAX_BODY_BYTES) {
    throw new RangeError(
      `Cannot send as the body must have 1 to ${MAX_BODY_BYTES} bytes: current size is ${size}`,
    );
  }
  const { delay, group, deduplicationId } = options;
  if (fifo) {
    checkFifoName("group", group);
    checkFifoName("deduplicationId", deduplicationId);
    if (delay === undefined) return;
    throw new RangeError(
      `Cannot send as a FIFO queue does not accept 'delay': current value is ${delay}`,
    );
  }
  if (delay !== undefined) checkRange("send", "delay", delay, MAX_DELAY);
  if (group !== undefined || deduplicationId !== undefined) {
    throw new RangeError(
      `Cannot send as only a FIFO queue accepts 'group' and 'deduplicationId': current values are ${group} and ${deduplicationId}`,
    );
  }
}

/** Checks the time that a receive waits. @throws {RangeError} when `wait` is out of range */
export function checkWait(wait: number) {
  checkRange("receive", "wait", wait, MAX_WAIT);
}

/** Checks a visibility timeout. @throws {RangeError} when `seconds` is out of range */
export function checkVisibility(seconds: number) {
  checkRange("change the visibility", "seconds", seconds, MAX_VISIBILITY);
}
