/**
 * How the suite looks at a queue.
 *
 * @module
 */
import { assert, assertEquals, fail } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import type { Message, Queue } from "../../shared/backend.ts";

/** The longest wait of a receive, in seconds. */
export const LONG = 20;

/** Fails unless `received` ends long before a wait of 20 seconds is over. */
export async function soon<T>(received: Promise<T>): Promise<T> {
  const late = new AbortController();
  const limit = pause(LONG / 2 * 1000, undefined, { signal: late.signal })
    .then(() => fail("Only the end of the wait ended the receive"));
  try {
    return await Promise.race([received, limit]);
  } finally {
    late.abort();
    await limit.catch(() => {});
  }
}

/** Receives a message that has to come. */
export async function receive(queue: Queue): Promise<Message> {
  const message = await soon(queue.receive({ wait: LONG }));
  assert(message, `No message came from ${queue.name}`);
  return message;
}

/** Fails when a message can be received. */
export async function assertNothingToReceive(queue: Queue) {
  assertEquals((await queue.receive({ wait: 0 }))?.body, undefined);
}

/** Fails unless `read` gives `expected` within five seconds: counts may lag behind. */
export async function assertBecomes<T>(read: () => Promise<T>, expected: T) {
  const deadline = performance.now() + 5000;
  let value = await read();
  while (!Object.is(value, expected) && performance.now() < deadline) {
    await pause(100);
    value = await read();
  }
  assertEquals(value, expected);
}
