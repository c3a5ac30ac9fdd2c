import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
} from "@aws-sdk/client-sqs";
import { assertEquals, assertRejects } from "@std/assert";
import { testMoto } from "../moto_test_case.ts";
import {
  bodies,
  makeQueue,
  type QueueScene,
  receiptOf,
} from "./queue_scene.ts";

const remove = ({ sqs, url }: QueueScene, ReceiptHandle: string) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));

const hide = (
  { sqs, url }: QueueScene,
  ReceiptHandle: string,
  VisibilityTimeout: number,
) =>
  sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle,
      VisibilityTimeout,
    }),
  );

/** Receives a message twice. @return its receipt handles */
async function receiveTwice(queue: QueueScene) {
  await queue.send("a1");
  const [first] = await queue.receive(0);
  await hide(queue, receiptOf(first), 0);
  const [second] = await queue.receive(0);
  return [receiptOf(first), receiptOf(second)] as const;
}

testMoto(
  "moto lets an outdated receipt handle neither delete a message nor give it back",
  async (moto) => {
    const queue = await makeQueue(moto);
    const [outdated, last] = await receiveTwice(queue);
    await remove(queue, outdated);
    await assertRejects(
      () => hide(queue, outdated, 0),
      Error,
      "does not exist or is not available",
    );
    assertEquals(await queue.receive(0), []);
    await hide(queue, last, 30);
    await remove(queue, last);
    await remove(queue, last);
  },
);

testMoto(
  "moto refuses to delete from a FIFO queue by a receipt handle whose time is over",
  async (moto) => {
    const queue = await makeQueue(moto, { fifo: true });
    const [outdated, last] = await receiveTwice(queue);
    const expired = "The receipt handle has expired";
    await assertRejects(() => remove(queue, outdated), Error, expired);
    await hide(queue, last, 0);
    await assertRejects(() => remove(queue, last), Error, expired);
  },
);

testMoto(
  "moto changes the visibility of messages in flight only",
  async (moto) => {
    const queue = await makeQueue(moto);
    await queue.send("a1");
    const [message] = await queue.receive(0);
    await hide(queue, receiptOf(message), 0);
    await assertRejects(
      () => hide(queue, receiptOf(message), 30),
      Error,
      "isn't in flight",
    );
    assertEquals(bodies(await queue.receive(0)), ["a1"]);
  },
);

testMoto("moto lets a batch fail by its entries", async (moto) => {
  const queue = await makeQueue(moto, { fifo: true });
  const [outdated, last] = await receiveTwice(queue);
  const { Successful, Failed } = await queue.sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.url,
      Entries: [
        { Id: "outdated", ReceiptHandle: outdated },
        { Id: "last", ReceiptHandle: last },
        { Id: "nobody's", ReceiptHandle: "nobody's" },
      ],
    }),
  );
  assertEquals(Successful?.map(({ Id }) => Id), ["last"]);
  assertEquals(Failed?.map(({ Id }) => Id), ["outdated", "nobody's"]);
});
