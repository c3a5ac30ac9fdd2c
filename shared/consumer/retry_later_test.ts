import { assertEquals } from "@std/assert";
import { RetryLaterError } from "./mod.ts";
import {
  openConsumerScene,
  withoutPauses,
} from "../../lab/backend/consumer_scene.ts";
import { until } from "../../lab/until.ts";

/** More attempts than any queue allows deliveries. */
const ATTEMPTS = 30;

Deno.test("a message that is retried later is delivered after the given pause, which does not count as a failure", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const pauses: number[] = [];
  scene.start({
    queue: withoutPauses(scene.queue, pauses),
    handle({ receiveCount }) {
      if (receiveCount < 5) throw new RetryLaterError(3);
      return Promise.resolve();
    },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(pauses, [3, 3, 3, 3]);
  assertEquals(await scene.count("retried"), 4);
  assertEquals(scene.deadLettered, []);
  assertEquals(scene.log()[0]?.level, "debug");
});

Deno.test("a message that is postponed many times stays in flight and is not delivered again", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const receiveCounts: number[] = [];
  scene.start({
    handle({ receiveCount }) {
      receiveCounts.push(receiveCount);
      if (receiveCounts.length < ATTEMPTS) throw new RetryLaterError(0);
      return Promise.resolve();
    },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(receiveCounts.slice(0, 5), [1, 2, 3, 4, 5]);
  assertEquals(Math.max(...receiveCounts), 5);
  assertEquals(receiveCounts.length, ATTEMPTS);
  assertEquals(scene.deadLettered, []);
});

Deno.test("a postponed message stays invisible, and frees its slot for others", async () => {
  await using scene = await openConsumerScene({ visibilityTimeout: 1 });
  await scene.queue.send("postponed");
  const handled: string[] = [];
  scene.start({
    handle({ body }) {
      handled.push(body);
      if (body === "postponed" && handled.length < 5) {
        throw new RetryLaterError(0);
      }
      if (body === "postponed") throw new RetryLaterError(60);
      return Promise.resolve();
    },
    settings: { slots: 1, heartbeat: 0.2, wait: 1 },
  });
  await until(() => handled.length === 5);
  for (const body of ["a", "b"]) {
    await scene.queue.send(body);
    await until(() => handled.includes(body));
  }
  // longer than its visibility timeout
  await until(async () => (await scene.queue.depth()).visible === 0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assertEquals(handled, [...Array(5).fill("postponed"), "a", "b"]);
  assertEquals((await scene.queue.depth()).inFlight, 1);
});

Deno.test("a postponed message returns to the queue for the rest of its pause when the consumer stops", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  let handled = 0;
  const consumer = scene.start({
    handle() {
      handled++;
      throw new RetryLaterError(handled < 5 ? 0 : 600);
    },
  });
  await until(() => handled === 5);
  await consumer.stop();
  assertEquals(handled, 5);
  const last = scene.log().at(-1);
  assertEquals([last?.msg, last?.retryIn], ["retried", 600]);
  assertEquals(await scene.count("retried"), 5);
});
