import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { assertEquals, assertRejects } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { testOnSharedMoto } from "../moto_test_case.ts";
import { bodies, openQueueScene } from "../queue_scene.ts";

testOnSharedMoto(
  "moto gives each of many concurrent receives a different message",
  async (moto) => {
    await using queue = await openQueueScene(moto, "identify");
    const sent = Array.from({ length: 30 }, (_, index) => `job ${index}`);
    const received = sent.map(() => queue.receive(4));
    await Promise.all(sent.map((body) => queue.send(body)));
    const bodiesReceived = (await Promise.all(received)).flatMap(bodies);
    assertEquals(bodiesReceived.sort(), sent.sort());
  },
);

testOnSharedMoto(
  "moto takes no message for a receive whose client has disconnected",
  async (moto) => {
    await using queue = await openQueueScene(moto, "identify");
    const leaving = new AbortController();
    const left = queue.receive(20, { signal: leaving.signal });
    await pause(300);
    leaving.abort();
    await assertRejects(() => left);
    await queue.send("job");
    const [message] = await queue.receive(4);
    assertEquals(message?.Attributes?.ApproximateReceiveCount, "1");
  },
);

testOnSharedMoto(
  "moto wakes a receive when a visibility timeout ends",
  async (moto) => {
    await using queue = await openQueueScene(moto, "results");
    await queue.send("job");
    assertEquals(bodies(await queue.receive(0)), ["job"]);
    assertEquals(bodies(await queue.receive(4)), ["job"]);
  },
);

testOnSharedMoto(
  "moto gives a FIFO group's messages to waiting receives one at a time",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    const waiting = [1, 2, 3].map(() => queue.receive(4));
    const order: string[] = [];
    const taking = waiting.map(async (received) => {
      const [message] = await received;
      order.push(`begin ${message?.Body}`);
      await pause(100);
      order.push(`end ${message?.Body}`);
      await queue.delete(message);
    });
    const sent = ["a1", "a2", "a3"];
    for (const body of sent) await queue.send(body);
    await Promise.all(taking);
    assertEquals(
      order,
      sent.flatMap((body) => [`begin ${body}`, `end ${body}`]),
    );
  },
);

testOnSharedMoto(
  "moto gives a retried receive the same message of a FIFO queue",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    await queue.send("a1");
    const attemptId = "the answer was lost";
    const [first] = await queue.receive(0, { attemptId });
    const [again] = await queue.receive(0, { attemptId });
    assertEquals(again, first);
    assertEquals(await queue.receive(0, { attemptId: "another" }), []);
    await queue.delete(again);
    await queue.send("a2");
    const next = await queue.receive(0, { attemptId });
    assertEquals(bodies(next), ["a2"]);
  },
);

testOnSharedMoto(
  "moto dead-letters a FIFO queue's message whatever the dead-letter queue contains",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    await queue.sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.deadLetters,
        MessageBody: "earlier",
        MessageGroupId: "b",
        MessageDeduplicationId: "a1",
      }),
    );
    await queue.send("a1");
    for (let count = 0; count < 2; count++) {
      const [message] = await queue.receive(0);
      await queue.changeVisibility(message, 0);
    }
    assertEquals(await queue.receive(0), []);
    const dead = await queue.receive(0, { count: 10, from: queue.deadLetters });
    assertEquals(bodies(dead), ["earlier", "a1"]);
  },
);
