import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import type { ContractTest } from "./contract_types.ts";
import {
  assertBecomes,
  assertNothingToReceive,
  MAX_WAIT,
  receive,
  resolvesSoon,
} from "./receive.ts";

/** Registers the tests of guarantees that every queue has, FIFO or not. */
export function testQueue(test: ContractTest) {
  test("receive() returns what was sent, with its id", async ({ backend }) => {
    const body = JSON.stringify({ text: "Grüße, 😀\n" + "x".repeat(100_000) });
    const id = await backend.identify.send(body);
    const message = await receive(backend.identify);
    assertEquals(message.id, id);
    assertEquals(message.body, body);
    assertEquals(message.receiveCount, 1);
  });

  test("receive() makes the message invisible to other receives", async (opened) => {
    const another = await opened.openAgain();
    await opened.backend.identify.send("job");
    await receive(opened.backend.identify);
    await assertNothingToReceive(opened.backend.identify);
    await assertNothingToReceive(another.identify);
  });

  test("receive() returns a message again after its visibility timeout", async ({ backend }) => {
    assertEquals(backend.results.visibilityTimeout, 1);
    await backend.results.send("job");
    const first = await receive(backend.results);
    const second = await receive(backend.results);
    assertEquals(second.id, first.id);
    assertEquals(second.receiveCount, 2);
    assertNotEquals(second.receipt, first.receipt);
  });

  test("receive() waits for a message to be sent", async ({ backend }) => {
    const received = receive(backend.identify);
    await pause(50);
    await backend.identify.send("job");
    assertEquals((await received).body, "job");
  });

  test("receive() waits for a message that another machine sends", async (opened) => {
    const another = await opened.openAgain();
    const received = receive(opened.backend.identify);
    await pause(50);
    await another.identify.send("job");
    assertEquals((await received).body, "job");
  });

  test("receive() returns undefined when the wait is over", async ({ backend }) => {
    assertEquals(await backend.identify.receive({ wait: 1 }), undefined);
  });

  test("receive() returns undefined when it is aborted, and takes nothing", async ({ backend }) => {
    const stop = new AbortController();
    const received = backend.identify.receive({
      wait: MAX_WAIT,
      signal: stop.signal,
    });
    await pause(50);
    stop.abort();
    assertEquals(await resolvesSoon(received), undefined);
    await backend.identify.send("job");
    assertEquals(
      await backend.identify.receive({ wait: 0, signal: stop.signal }),
      undefined,
    );
    assertEquals((await receive(backend.identify)).receiveCount, 1);
  });

  test("receive() returns undefined when the backend is closed", async (opened) => {
    const another = await opened.openAgain();
    const received = another.identify.receive({ wait: MAX_WAIT });
    await pause(50);
    await another.close();
    assertEquals(await resolvesSoon(received), undefined);
  });

  test("receive() gives each of many receivers a different message", async (opened) => {
    const another = await opened.openAgain();
    const bodies = Array.from({ length: 20 }, (_, index) => `job ${index}`);
    const receiving = bodies.map((_, index) =>
      receive((index % 2 ? opened.backend : another).identify)
    );
    await Promise.all(bodies.map((body) => opened.backend.identify.send(body)));
    const received = (await Promise.all(receiving)).map(({ body }) => body);
    assertEquals(received.sort(), bodies.sort());
  });

  test("receive() dead-letters a message that was received too often", async ({ backend }) => {
    await backend.identify.send("job");
    for (const receiveCount of [1, 2]) {
      const message = await receive(backend.identify);
      assertEquals(message.receiveCount, receiveCount);
      await backend.identify.changeVisibility(message, 0);
    }
    await assertNothingToReceive(backend.identify);
    await assertBecomes(() => backend.identify.deadLetters(), 1);
  });

  test("receive() rejects a wait that is out of range", async ({ backend }) => {
    for (const wait of [-1, 21, NaN]) {
      await assertRejects(
        () => backend.identify.receive({ wait }),
        RangeError,
        "'wait' must be 0 to 20 seconds",
      );
    }
  });

  test("send() with a delay keeps the message back for that long", async ({ backend }) => {
    const sent = Date.now();
    await backend.identify.send("job", { delay: 1 });
    await assertNothingToReceive(backend.identify);
    await receive(backend.identify);
    assert(Date.now() - sent >= 990, "the message was received too early");
  });

  test("send() rejects options and bodies that a standard queue does not accept", async ({ backend }) => {
    for (
      const options of [
        { group: "a" },
        { deduplicationId: "1" },
        { delay: -1 },
        { delay: 901 },
      ]
    ) {
      await assertRejects(
        () => backend.identify.send("job", options),
        RangeError,
        "Cannot send",
      );
    }
    for (const body of ["", "x".repeat(262_145)]) {
      await assertRejects(
        () => backend.identify.send(body),
        RangeError,
        "the body must have 1 to 262144 bytes",
      );
    }
    await assertNothingToReceive(backend.identify);
  });

  test("delete() removes the message for good", async ({ backend }) => {
    await backend.results.send("job");
    await backend.results.delete(await receive(backend.results));
    assertEquals(await backend.results.receive({ wait: 2 }), undefined);
    await assertBecomes(() => backend.results.deadLetters(), 0);
  });

  test("changeVisibility() with 0 makes the message visible at once", async ({ backend }) => {
    await backend.identify.send("job");
    await backend.identify.changeVisibility(await receive(backend.identify), 0);
    assertEquals((await receive(backend.identify)).receiveCount, 2);
  });

  test("changeVisibility() keeps the message invisible for longer than the visibility timeout", async ({ backend }) => {
    await backend.results.send("job");
    await backend.results.changeVisibility(await receive(backend.results), 30);
    assertEquals(await backend.results.receive({ wait: 2 }), undefined);
  });

  test("changeVisibility() counts from now, not from the receive", async ({ backend }) => {
    await backend.identify.send("job");
    const message = await receive(backend.identify);
    await backend.identify.changeVisibility(message, 30);
    await backend.identify.changeVisibility(message, 1);
    assertEquals((await receive(backend.identify)).id, message.id);
  });

  test("changeVisibility() rejects seconds that are out of range", async ({ backend }) => {
    await backend.identify.send("job");
    const message = await receive(backend.identify);
    for (const seconds of [-1, 43_201, NaN]) {
      await assertRejects(
        () => backend.identify.changeVisibility(message, seconds),
        RangeError,
        "'seconds' must be 0 to 43200 seconds",
      );
    }
  });

  test("an outdated receipt does nothing", async ({ backend: { identify } }) => {
    await identify.send("job");
    const outdated = await receive(identify);
    await identify.changeVisibility(outdated, 0);
    const current = await receive(identify);

    await identify.changeVisibility(outdated, 0);
    await identify.moveToDeadLetters(outdated);
    await identify.delete(outdated);

    await assertNothingToReceive(identify);
    assertEquals(await identify.deadLetters(), 0);
    await assertBecomes(async () => (await identify.depth()).inFlight, 1);
    await identify.delete(current);
    await assertBecomes(async () => (await identify.depth()).inFlight, 0);
  });

  test("moveToDeadLetters() moves the message to the dead-letter queue", async ({ backend }) => {
    await backend.results.send("job");
    const message = await receive(backend.results);
    await backend.results.moveToDeadLetters(message);
    await assertBecomes(() => backend.results.deadLetters(), 1);
    await backend.results.changeVisibility(message, 0);
    assertEquals(await backend.results.receive({ wait: 2 }), undefined);
    await assertBecomes(() => backend.results.deadLetters(), 1);
  });

  test("depth() counts visible, delayed and in-flight messages", async ({ backend: { identify } }) => {
    for (let index = 0; index < 4; index++) await identify.send("job");
    for (let index = 0; index < 2; index++) {
      await identify.send("later", { delay: 900 });
    }
    await receive(identify);
    const depth = async () => JSON.stringify(await identify.depth());
    await assertBecomes(
      depth,
      JSON.stringify({ visible: 3, inFlight: 1, delayed: 2 }),
    );
  });

  test("queues do not mix", async ({ backend }) => {
    await backend.identify.send("job");
    await pause(100);
    await assertNothingToReceive(backend.results);
    await assertNothingToReceive(backend.updates);
  });
}
