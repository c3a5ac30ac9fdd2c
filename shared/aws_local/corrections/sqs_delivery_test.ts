import { DeleteMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { testMoto } from "../moto_test_case.ts";
import { bodies, makeQueue, receiptOf } from "./queue_scene.ts";

testMoto(
  "moto gives each of many receives at once another message",
  async (moto) => {
    const { send, receive } = await makeQueue(moto);
    const sent = Array.from({ length: 30 }, (_, index) => `job ${index}`);
    const received = sent.map(() => receive(20));
    await Promise.all(sent.map((body) => send(body)));
    const came = (await Promise.all(received)).flatMap(bodies);
    assertEquals(came.sort(), sent.sort());
  },
);

testMoto(
  "moto takes no message for a receive whose client has gone",
  async (moto) => {
    const { send, receive } = await makeQueue(moto);
    const leaving = new AbortController();
    const left = receive(20, { signal: leaving.signal });
    await pause(300);
    leaving.abort();
    await assertRejects(() => left);
    await send("job");
    const [message] = await receive(20);
    assertEquals(message?.Attributes?.ApproximateReceiveCount, "1");
  },
);

testMoto(
  "moto wakes a receive when a visibility time-out ends",
  async (moto) => {
    const { send, receive } = await makeQueue(moto, { visibilityTimeout: 1 });
    await send("job");
    assertEquals(bodies(await receive(0)), ["job"]);
    assertEquals(bodies(await receive(20)), ["job"]);
  },
);

testMoto(
  "moto gives a FIFO group's messages to waiting receives one after the other",
  async (moto) => {
    const { sqs, url, send, receive } = await makeQueue(moto, { fifo: true });
    const waiting = [receive(20), receive(20), receive(20)];
    const order: string[] = [];
    const taking = waiting.map(async (received) => {
      const [message] = await received;
      order.push(`begin ${message?.Body}`);
      await pause(100);
      order.push(`end ${message?.Body}`);
      const ReceiptHandle = receiptOf(message);
      await sqs.send(
        new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }),
      );
    });
    const sent = ["a1", "a2", "a3"];
    for (const body of sent) await send(body);
    await Promise.all(taking);
    assertEquals(
      order,
      sent.flatMap((body) => [`begin ${body}`, `end ${body}`]),
    );
  },
);

testMoto(
  "moto remembers a deduplication id after its message was deleted",
  async (moto) => {
    const { sqs, url, send, receive } = await makeQueue(moto, { fifo: true });
    const first = await send("a1", "once");
    assertEquals(await send("a2", "once"), first);
    const [message] = await receive(0);
    const ReceiptHandle = receiptOf(message);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    assertEquals(await send("a3", "once"), first);
    assertEquals(await receive(0), []);
    assertNotEquals(await send("a4", "another time"), first);
  },
);

testMoto(
  "moto puts a message to a FIFO queue's dead letters whatever lies there",
  async (moto) => {
    const queue = await makeQueue(moto, { fifo: true, visibilityTimeout: 0 });
    await queue.sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.deadLettersUrl,
        MessageBody: "lies there",
        MessageGroupId: "b",
        MessageDeduplicationId: "a1",
      }),
    );
    await queue.send("a1");
    for (const expected of [["a1"], ["a1"], []]) {
      assertEquals(bodies(await queue.receive(0)), expected);
    }
    const dead = await queue.receive(0, {
      count: 10,
      url: queue.deadLettersUrl,
    });
    assertEquals(bodies(dead), ["lies there", "a1"]);
  },
);
