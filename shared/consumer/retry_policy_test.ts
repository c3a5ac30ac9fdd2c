import { assertEquals } from "@std/assert";
import { CONSUMER } from "../queue_settings.ts";
import { UnreadableMessageError } from "./parse_message.ts";
import {
  isOutOfDeliveries,
  nextStep,
  RetryLaterError,
} from "./retry_policy.ts";

Deno.test("nextStep() doubles the delay with each failure, and dead-letters at the last", () => {
  const steps = [1, 2, 3, 4, 5, 6].map((receiveCount) =>
    nextStep(new Error("no"), receiveCount, CONSUMER)
  );
  assertEquals(steps, [
    { retryIn: 1 },
    { retryIn: 2 },
    { retryIn: 4 },
    { retryIn: 8 },
    "dead-letter",
    "dead-letter",
  ]);
});

Deno.test("nextStep() dead-letters an unreadable message immediately", () => {
  const error = new UnreadableMessageError("not JSON");
  assertEquals(nextStep(error, 1, CONSUMER), "dead-letter");
});

Deno.test("nextStep() postpones a message without limit, and keeps it in flight from the fifth delivery on", () => {
  const error = new RetryLaterError(7);
  const steps = [1, 4, 5, 8].map((receiveCount) =>
    nextStep(error, receiveCount, CONSUMER)
  );
  assertEquals(steps, [
    { retryIn: 7 },
    { retryIn: 7 },
    { postponeFor: 7 },
    { postponeFor: 7 },
  ]);
});

Deno.test("nextStep() delays no retry for longer than a queue can keep a message invisible", () => {
  const error = new RetryLaterError(100_000);
  assertEquals(nextStep(error, 1, CONSUMER), { retryIn: 21_600 });
  assertEquals(nextStep(error, 5, CONSUMER), { postponeFor: 21_600 });
});

Deno.test("isOutOfDeliveries() allows three deliveries beyond the last failure", () => {
  assertEquals(
    [5, 8, 9].map((receiveCount) => isOutOfDeliveries(receiveCount, CONSUMER)),
    [false, false, true],
  );
});
