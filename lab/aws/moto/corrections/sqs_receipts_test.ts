import { DeleteMessageBatchCommand } from "@aws-sdk/client-sqs";
import { assertEquals, assertRejects } from "@std/assert";
import { testMoto } from "../moto_test_case.ts";
import { bodies, openQueueScene, type QueueScene } from "./queue_scene.ts";

/** Receives a message twice. */
async function receiveTwice({ send, receive, hide }: QueueScene) {
  await send("a1");
  const [first] = await receive(0);
  await hide(first, 0);
  const [second] = await receive(0);
  return [first, second] as const;
}

testMoto(
  "moto lets an outdated receipt handle neither delete a message nor give it back",
  async (moto) => {
    await using queue = await openQueueScene(moto, "identify");
    const [outdated, last] = await receiveTwice(queue);
    await queue.remove(outdated);
    await assertRejects(
      () => queue.hide(outdated, 0),
      Error,
      "does not exist or is not available",
    );
    assertEquals(await queue.receive(0), []);
    await queue.hide(last, 30);
    await queue.remove(last);
    await queue.remove(last);
  },
);

testMoto(
  "moto refuses to delete from a FIFO queue by a receipt handle whose time is over",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    const [outdated, last] = await receiveTwice(queue);
    const expired = "The receipt handle has expired";
    await assertRejects(() => queue.remove(outdated), Error, expired);
    await queue.hide(last, 0);
    await assertRejects(() => queue.remove(last), Error, expired);
  },
);

testMoto(
  "moto changes the visibility of messages in flight only",
  async (moto) => {
    await using queue = await openQueueScene(moto, "identify");
    await queue.send("a1");
    const [message] = await queue.receive(0);
    await queue.hide(message, 0);
    await assertRejects(
      () => queue.hide(message, 30),
      Error,
      "isn't in flight",
    );
    assertEquals(bodies(await queue.receive(0)), ["a1"]);
  },
);

testMoto("moto lets a batch fail by its entries", async (moto) => {
  await using queue = await openQueueScene(moto, "updates");
  const [outdated, last] = await receiveTwice(queue);
  const { Successful, Failed } = await queue.sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.name,
      Entries: [
        { Id: "outdated", ReceiptHandle: outdated?.ReceiptHandle },
        { Id: "last", ReceiptHandle: last?.ReceiptHandle },
        { Id: "nobodys", ReceiptHandle: "nobody's" },
      ],
    }),
  );
  assertEquals(Successful?.map(({ Id }) => Id), ["last"]);
  assertEquals(Failed?.map(({ Id }) => Id), ["outdated", "nobodys"]);
});
