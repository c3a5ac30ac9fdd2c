import { assertEquals, assertRejects } from "@std/assert";
import type { Message, Queue } from "../../shared/backend.ts";
import type { ContractTest } from "./contract_types.ts";
import { assertBecomes, assertNothingToReceive, receive } from "./receive.ts";

/** Sends messages. The first letter of each body is its group. */
async function sendAll(queue: Queue, ...bodies: string[]) {
  for (const body of bodies) {
    await queue.send(body, { group: body.charAt(0), deduplicationId: body });
  }
}

/** Registers the tests of guarantees that only FIFO queues have. */
export function testFifoQueue(test: ContractTest) {
  test("a FIFO queue delivers the messages of a group in order, one at a time", async (opened) => {
    const { updates } = opened.backend;
    const another = (await opened.openAgain()).updates;
    await sendAll(updates, "a1", "a2", "a3");
    for (const expected of ["a1", "a2", "a3"]) {
      const message = await receive(updates);
      assertEquals(message.body, expected);
      await assertNothingToReceive(another);
      await updates.delete(message);
    }
    await assertNothingToReceive(updates);
  });

  test("groups of a FIFO queue do not wait for each other", async ({ backend: { updates } }) => {
    await sendAll(updates, "a1", "a2", "b1", "c1");
    const bodies = [];
    for (let index = 0; index < 3; index++) {
      bodies.push((await receive(updates)).body);
    }
    assertEquals(bodies.sort(), ["a1", "b1", "c1"]);
    await assertNothingToReceive(updates);
  });

  test("a FIFO queue delivers nothing else of a group while its first message is invisible", async ({ backend: { updates } }) => {
    await sendAll(updates, "a1", "a2", "b1");
    await updates.changeVisibility(await receive(updates), 30);
    const other: Message = await receive(updates);
    assertEquals(other.body, "b1");
    await updates.delete(other);
    await assertNothingToReceive(updates);
  });

  test("a FIFO queue delivers a returned message before the next of its group", async ({ backend: { updates } }) => {
    await sendAll(updates, "a1", "a2");
    await updates.changeVisibility(await receive(updates), 1);
    const again = await receive(updates);
    assertEquals([again.body, again.receiveCount], ["a1", 2]);
  });

  test("a FIFO queue wakes a receive when the group's first message is deleted", async (opened) => {
    const { updates } = opened.backend;
    const another = (await opened.openAgain()).updates;
    await sendAll(updates, "a1", "a2");
    const first = await receive(updates);
    const waiting = [receive(updates)];
    await another.delete(first);
    assertEquals((await Promise.all(waiting)).map(({ body }) => body), ["a2"]);
  });

  test("a FIFO queue continues with the group when a message is dead-lettered", async ({ backend: { updates } }) => {
    await sendAll(updates, "a1", "a2");
    await updates.moveToDeadLetters(await receive(updates));
    assertEquals((await receive(updates)).body, "a2");
    await assertBecomes(() => updates.deadLetters(), 1);
  });

  test("a FIFO queue continues with the group when a message was received too often", async ({ backend: { updates } }) => {
    await sendAll(updates, "a1", "a2");
    for (let count = 0; count < 2; count++) {
      const message = await receive(updates);
      assertEquals(message.body, "a1");
      await updates.changeVisibility(message, 0);
    }
    assertEquals((await receive(updates)).body, "a2");
    await assertBecomes(() => updates.deadLetters(), 1);
  });

  test("a FIFO queue drops a second send with the same deduplication id", async (opened) => {
    const { updates } = opened.backend;
    const another = (await opened.openAgain()).updates;
    const options = { group: "a", deduplicationId: "1" };
    await updates.send("first", options);
    await another.send("second", options);
    const message = await receive(updates);
    assertEquals(message.body, "first");
    await updates.delete(message);
    await updates.send("third, after the first was deleted", options);
    await assertNothingToReceive(updates);
    await updates.send("first", { group: "a", deduplicationId: "2" });
    assertEquals((await receive(updates)).body, "first");
  });

  test("a FIFO queue counts the messages behind the first as visible", async ({ backend: { updates } }) => {
    await sendAll(updates, "a1", "a2", "a3");
    await receive(updates);
    await assertBecomes(async () => (await updates.depth()).visible, 2);
    await assertBecomes(async () => (await updates.depth()).inFlight, 1);
  });

  test("a FIFO queue rejects a send without a group or deduplication id, or with a delay", async ({ backend: { updates } }) => {
    for (
      const options of [
        {},
        { group: "a" },
        { deduplicationId: "1" },
        { group: "", deduplicationId: "1" },
        { group: "a", deduplicationId: "x".repeat(129) },
        { group: "a", deduplicationId: "1", delay: 1 },
      ]
    ) {
      await assertRejects(
        () => updates.send("update", options),
        RangeError,
        "Cannot send",
      );
    }
    await assertNothingToReceive(updates);
  });
}
