import { assertEquals } from "@std/assert";
import { CONSUMER } from "../queue_settings.ts";
import { UnreadableMessageError } from "./parse_message.ts";
import { isWornOut, judgeFailure, RetryLaterError } from "./retry_policy.ts";

Deno.test("judgeFailure() doubles the pause with each failure, and gives up at the last", () => {
  const verdicts = [1, 2, 3, 4, 5, 6].map((receiveCount) =>
    judgeFailure(new Error("no"), receiveCount, CONSUMER)
  );
  assertEquals(verdicts, [
    { retryIn: 1 },
    { retryIn: 2 },
    { retryIn: 4 },
    { retryIn: 8 },
    "give up",
    "give up",
  ]);
});

Deno.test("judgeFailure() gives up at once what nobody can read", () => {
  const error = new UnreadableMessageError("no JSON");
  assertEquals(judgeFailure(error, 1, CONSUMER), "give up");
});

Deno.test("judgeFailure() tries later as often as it is asked to, from the last delivery on in hand", () => {
  const error = new RetryLaterError(7);
  const verdicts = [1, 4, 5, 8].map((receiveCount) =>
    judgeFailure(error, receiveCount, CONSUMER)
  );
  assertEquals(verdicts, [
    { retryIn: 7 },
    { retryIn: 7 },
    { holdFor: 7 },
    { holdFor: 7 },
  ]);
});

Deno.test("judgeFailure() puts nothing off for longer than a queue can hide it", () => {
  const error = new RetryLaterError(100_000);
  assertEquals(judgeFailure(error, 1, CONSUMER), { retryIn: 21_600 });
  assertEquals(judgeFailure(error, 5, CONSUMER), { holdFor: 21_600 });
});

Deno.test("isWornOut() leaves three deliveries beyond the last failure", () => {
  assertEquals(
    [5, 8, 9].map((receiveCount) => isWornOut(receiveCount, CONSUMER)),
    [false, false, true],
  );
});
