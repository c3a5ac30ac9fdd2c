import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { testOnSharedMoto } from "../../../lab/aws/moto/moto_test_case.ts";
import type { Queue } from "../../backend.ts";
import { openBadDay } from "../../../lab/aws/aws_bad_day.ts";
import { answerOnce } from "../../../lab/aws/aws_front.ts";
import { openAwsScene } from "../../../lab/aws/aws_scene.ts";
import { until } from "../../../lab/until.ts";
import { EntryError } from "./queue_calls.ts";
import { locateQueue } from "./queue_location.ts";

async function receiveAll(queue: Queue): Promise<string[]> {
  const bodies: string[] = [];
  let message;
  while ((message = await queue.receive({ wait: 0 }))) {
    bodies.push(message.body);
    await queue.delete(message);
  }
  return bodies;
}

testOnSharedMoto("a queue can be found by its name or URL", async (moto) => {
  await using scene = await openAwsScene(moto);
  const { SQS_QUEUE_UPDATES, SQS_QUEUE_IDENTIFY } = scene.settings;
  const byName = await scene.open();
  const urlOf = async (name: string) =>
    (await locateQueue(scene.clients.sqs, name)).url;
  const byUrl = await scene.open({}, {
    SQS_QUEUE_UPDATES: await urlOf(SQS_QUEUE_UPDATES),
    SQS_QUEUE_IDENTIFY: await urlOf(SQS_QUEUE_IDENTIFY),
  });
  assertEquals(byUrl.updates.name, SQS_QUEUE_UPDATES);
  assertEquals(byUrl.identify.name, SQS_QUEUE_IDENTIFY);
  assertEquals(byUrl.identify.visibilityTimeout, 15);
  await byName.identify.send("job");
  assertEquals(await receiveAll(byUrl.identify), ["job"]);
  await byUrl.updates.send("update", { group: "a", deduplicationId: "1" });
  assertEquals(await receiveAll(byName.updates), ["update"]);
});

testOnSharedMoto(
  "simultaneous sends are combined into few batches, in order",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { updates } = day.backend;
    const bodies = Array.from({ length: 25 }, (_, index) => `update ${index}`);
    await Promise.all(
      bodies.map((body, index) =>
        updates.send(body, { group: "chat", deduplicationId: `${index}` })
      ),
    );
    assertEquals(day.front.calls, Array(4).fill("SendMessageBatch"));
    assertEquals(await receiveAll(updates), bodies);
  },
);

/** Reports the second entry of a batch as failed, although moto processed it. */
const failSecond = (SenderFault: boolean) =>
  answerOnce("SendMessageBatch", async ({ forward }) => {
    const { Successful: [first] } = await (await forward()).json();
    const failed = { Id: "1", SenderFault, Code: "Trouble", Message: "no" };
    return Response.json({ Successful: [first], Failed: [failed] }, {
      headers: { "x-amzn-requestid": "request-1" },
    });
  });

testOnSharedMoto(
  "an entry that fails because of SQS is retried alone",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { updates } = day.backend;
    const send = (body: string) =>
      updates.send(body, { group: "chat", deduplicationId: body });
    // The first is sent alone, and the others together in the second batch.
    const sent = [send("a")];
    day.front.answer = (call) => {
      day.front.answer = failSecond(false);
      return call.forward();
    };
    sent.push(send("b"), send("c"));
    const ids = await Promise.all(sent);
    assertEquals(new Set(ids).size, 3);
    assertEquals(day.front.calls, Array(3).fill("SendMessageBatch"));
    assertEquals(await receiveAll(updates), ["a", "b", "c"]);
  },
);

testOnSharedMoto(
  "an entry that fails because of its content is not retried",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { identify } = day.backend;
    const first = identify.send("a");
    day.front.answer = (call) => {
      day.front.answer = failSecond(true);
      return call.forward();
    };
    const second = identify.send("b");
    const third = assertRejects(
      () => identify.send("c"),
      EntryError,
      "Trouble",
    );
    await Promise.all([first, second, third]);
    assertEquals(day.front.calls, Array(2).fill("SendMessageBatch"));
  },
);

testOnSharedMoto(
  "an aborted receive() returns a message that the server has already taken",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { identify } = day.backend;
    await identify.send("job");
    const stop = new AbortController();
    day.front.answer = answerOnce("ReceiveMessage", async ({ forward }) => {
      const answer = await forward();
      stop.abort();
      await pause(50);
      return answer;
    });
    const message = await identify.receive({ wait: 20, signal: stop.signal });
    assertEquals(message?.body, "job");
  },
);

testOnSharedMoto(
  "a receive that close() ends returns a message that the server has already taken",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { identify } = day.backend;
    await identify.send("job");
    let closed: Promise<void> | undefined;
    day.front.answer = answerOnce("ReceiveMessage", async ({ forward }) => {
      const answer = await forward();
      closed = day.backend.close();
      await pause(50);
      return answer;
    });
    assertEquals((await identify.receive({ wait: 20 }))?.body, "job");
    await closed;
  },
);

testOnSharedMoto(
  "an aborted receive takes no further message",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { identify } = day.backend;
    const stop = new AbortController();
    const received = identify.receive({ wait: 20, signal: stop.signal });
    await until(() => day.front.calls.includes("ReceiveMessage"));
    stop.abort();
    assertEquals(await received, undefined);
    // Longer than moto needs to notice that the client is gone.
    await pause(600);
    await identify.send("job");
    await pause(600);
    assertEquals((await identify.depth()).inFlight, 0);
  },
);

testOnSharedMoto(
  "moveToDeadLetters() keeps the body and the group",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { updates } = await scene.open();
    await updates.send("poison", { group: "chat", deduplicationId: "1" });
    const message = await updates.receive({ wait: 0 });
    assert(message);
    await updates.moveToDeadLetters(message);
    const { sqs } = scene.clients;
    const { deadLettersUrl } = await locateQueue(sqs, updates.name);
    const { Messages: [deadLetter] = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLettersUrl,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    assertEquals(deadLetter?.Body, "poison");
    assertEquals(deadLetter?.Attributes?.MessageGroupId, "chat");
    assertEquals(deadLetter?.Attributes?.MessageDeduplicationId, message.id);
    assertEquals(await updates.depth(), {
      visible: 0,
      inFlight: 0,
      delayed: 0,
    });
  },
);

testOnSharedMoto(
  "moveToDeadLetters() leaves the message on its queue when the dead-letter queue cannot be reached",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { identify } = day.backend;
    await identify.send("poison");
    const message = await identify.receive({ wait: 0 });
    assert(message);
    day.front.answer = ({ operation }) =>
      operation === "SendMessageBatch"
        ? new Response("{}", { status: 500 })
        : undefined;
    await assertRejects(() => identify.moveToDeadLetters(message));
    assertEquals((await identify.depth()).inFlight, 1);
    assertEquals(await identify.deadLetters(), 0);
  },
);
