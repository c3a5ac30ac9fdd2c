import { assertEquals } from "@std/assert";
import { UnreadableMessageError } from "./mod.ts";
import {
  openConsumerScene,
  withoutPauses,
} from "../../lab/backend/consumer_scene.ts";
import { until } from "../../lab/until.ts";

Deno.test("a failed message is retried after a delay that doubles, and is dead-lettered after the fifth failure", async () => {
  await using scene = await openConsumerScene();
  const id = await scene.queue.send("job");
  const pauses: number[] = [];
  let deadLettersBefore: number | undefined;
  scene.start({
    queue: withoutPauses(scene.queue, pauses),
    handle: ({ receiveCount }) =>
      Promise.reject(new Error(`failure ${receiveCount}`)),
    onDeadLetter: async (message, error) => {
      scene.deadLettered.push({ message, error });
      deadLettersBefore = await scene.queue.deadLetters();
    },
    settings: { retryDelay: 1 },
  });
  await until(async () => await scene.count("dead-lettered") === 1);
  assertEquals(pauses, [1, 2, 4, 8]);
  assertEquals(await scene.count("retried"), 4);
  assertEquals(await scene.count("done"), 0);
  assertEquals(scene.deadLettered.map(({ message }) => message.id), [id]);
  assertEquals(scene.deadLettered[0]?.error, new Error("failure 5"));
  assertEquals(deadLettersBefore, 0);
  assertEquals(await scene.queue.deadLetters(), 1);
  assertEquals(
    scene.log().map(({ level, msg, retryIn, messageId }) => [
      level,
      msg,
      retryIn,
      messageId,
    ]),
    [
      ["warn", "retried", 1, id],
      ["warn", "retried", 2, id],
      ["warn", "retried", 4, id],
      ["warn", "retried", 8, id],
      ["error", "dead-lettered", undefined, id],
    ],
  );
});

Deno.test("a message that succeeds at the second attempt counts as done", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  scene.start({
    handle: ({ receiveCount }) =>
      receiveCount === 1 ? Promise.reject(new Error("no")) : Promise.resolve(),
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(await scene.count("retried"), 1);
  assertEquals(scene.deadLettered, []);
});

Deno.test("an unreadable message is dead-lettered immediately", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("not JSON");
  let handled = 0;
  scene.start({
    handle() {
      handled++;
      throw new UnreadableMessageError("Cannot read the message: no");
    },
  });
  await until(async () => await scene.count("dead-lettered") === 1);
  assertEquals(handled, 1);
  assertEquals(scene.deadLettered.length, 1);
  assertEquals(await scene.queue.deadLetters(), 1);
});

Deno.test("a message is dead-lettered even if the sender cannot be notified, which is logged", async () => {
  await using scene = await openConsumerScene();
  const messageId = await scene.queue.send("job");
  scene.start({
    handle: () => Promise.reject(new UnreadableMessageError("unreadable")),
    onDeadLetter: () => Promise.reject(new Error("Telegram is down")),
  });
  await until(async () => await scene.count("dead-lettered") === 1);
  assertEquals(await scene.queue.deadLetters(), 1);
  const line = scene.log()[0];
  assertEquals(line?.messageId, messageId);
  assertEquals(
    line?.msg,
    "cannot tell the sender that the message failed",
  );
});

Deno.test("a message that was started eight times and never ended is dead-lettered without another attempt", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("kills");
  for (let died = 0; died < 8; died++) {
    const message = await scene.queue.receive({ wait: 20 });
    if (message) await scene.queue.changeVisibility(message, 0);
  }
  let handled = 0;
  scene.start({
    handle() {
      handled++;
      return Promise.resolve();
    },
  });
  await until(async () => await scene.count("dead-lettered") === 1);
  assertEquals(handled, 0);
  assertEquals(
    String(scene.deadLettered[0]?.error),
    "Error: Cannot handle the message: it was started 8 times and never ended",
  );
  assertEquals(await scene.queue.deadLetters(), 1);
});

Deno.test("a failed delete is logged, and the message is delivered again", async () => {
  await using scene = await openConsumerScene({ visibilityTimeout: 1 });
  await scene.queue.send("job");
  let deletes = 0;
  scene.start({
    queue: {
      ...scene.queue,
      delete: (message) =>
        deletes++ === 0
          ? Promise.reject(new Error("no network"))
          : scene.queue.delete(message),
    },
    settings: { heartbeat: 0.5 },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(deletes, 2);
  const [first, second] = scene.log();
  assertEquals(
    first?.msg,
    "cannot record the outcome on the queue: the message will be delivered again",
  );
  assertEquals(second?.receiveCount, 2);
});
