import { DeleteMessageBatchCommand } from "@aws-sdk/client-sqs";
import { assertEquals, assertRejects } from "@std/assert";
import { testOnSharedMoto } from "../moto_test_case.ts";
import { bodies, openQueueScene, type QueueScene } from "../queue_scene.ts";

/** Receives a message twice. */
async function receiveTwice({ send, receive, changeVisibility }: QueueScene) {
  await send("a1");
  const [first] = await receive(0);
  await changeVisibility(first, 0);
  const [second] = await receive(0);
  return [first, second] as const;
}

testOnSharedMoto(
  "moto neither deletes nor releases a message by an outdated receipt handle",
  async (moto) => {
    await using queue = await openQueueScene(moto, "identify");
    const [outdated, last] = await receiveTwice(queue);
    await queue.delete(outdated);
    await assertRejects(
      () => queue.changeVisibility(outdated, 0),
      Error,
      "does not exist or is not available",
    );
    assertEquals(await queue.receive(0), []);
    await queue.changeVisibility(last, 30);
    await queue.delete(last);
    await queue.delete(last);
  },
);

testOnSharedMoto(
  "moto refuses to delete from a FIFO queue by an expired receipt handle",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    const [outdated, last] = await receiveTwice(queue);
    const expired = "The receipt handle has expired";
    await assertRejects(() => queue.delete(outdated), Error, expired);
    await queue.changeVisibility(last, 0);
    await assertRejects(() => queue.delete(last), Error, expired);
  },
);

testOnSharedMoto(
  "moto changes the visibility only of messages in flight",
  async (moto) => {
    await using queue = await openQueueScene(moto, "identify");
    await queue.send("a1");
    const [message] = await queue.receive(0);
    await queue.changeVisibility(message, 0);
    await assertRejects(
      () => queue.changeVisibility(message, 30),
      Error,
      "isn't in flight",
    );
    assertEquals(bodies(await queue.receive(0)), ["a1"]);
  },
);

testOnSharedMoto(
  "moto reports which entries of a batch failed",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    const [outdated, last] = await receiveTwice(queue);
    const { Successful, Failed } = await queue.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue.name,
        Entries: [
          { Id: "outdated", ReceiptHandle: outdated?.ReceiptHandle },
          { Id: "last", ReceiptHandle: last?.ReceiptHandle },
          { Id: "unknown", ReceiptHandle: "unknown" },
        ],
      }),
    );
    assertEquals(Successful?.map(({ Id }) => Id), ["last"]);
    assertEquals(Failed?.map(({ Id }) => Id), ["outdated", "unknown"]);
  },
);
