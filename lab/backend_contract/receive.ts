/**
 * Receives messages for the tests of the contract, and checks queues.
 *
 * @module
 */
import { assert, assertEquals, fail } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import type { Message, Queue } from "../../shared/backend.ts";

/** Longest wait of a receive in seconds. */
export const MAX_WAIT = 20;

/** Fails unless `received` resolves long before {@linkcode MAX_WAIT} is over. */
export async function resolvesSoon<T>(received: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const limit = pause(MAX_WAIT / 2 * 1000, undefined, { signal: timer.signal })
    .then(() => fail("The receive did not end before its wait was over"));
  try {
    return await Promise.race([received, limit]);
  } finally {
    timer.abort();
    await limit.catch(() => {});
  }
}

/** Receives a message; fails when there is none. */
export async function receive(queue: Queue): Promise<Message> {
  const message = await resolvesSoon(queue.receive({ wait: MAX_WAIT }));
  assert(message, `No message on ${queue.name}`);
  return message;
}

/** Fails when there is a message to receive. */
export async function assertNothingToReceive(queue: Queue) {
  assertEquals((await queue.receive({ wait: 0 }))?.body, undefined);
}

/** Fails unless `read` returns `expected` within five seconds: counts may lag behind. */
export async function assertBecomes<T>(read: () => Promise<T>, expected: T) {
  const deadline = performance.now() + 5000;
  let value = await read();
  while (!Object.is(value, expected) && performance.now() < deadline) {
    await pause(100);
    value = await read();
  }
  assertEquals(value, expected);
}
