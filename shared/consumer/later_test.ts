import { assertEquals } from "@std/assert";
import { RetryLaterError } from "./mod.ts";
import {
  openConsumerScene,
  withoutPauses,
} from "../../lab/backend/consumer_scene.ts";
import { until } from "../../lab/until.ts";

/** More often than any queue would deliver it. */
const OFTEN = 30;

Deno.test("a message to try later comes again after its pause, and that is no failure", async () => {
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

Deno.test("a message to try later again and again is held in hand, and wears out no deliveries", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const receiveCounts: number[] = [];
  scene.start({
    handle({ receiveCount }) {
      receiveCounts.push(receiveCount);
      if (receiveCounts.length < OFTEN) throw new RetryLaterError(0);
      return Promise.resolve();
    },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(receiveCounts.slice(0, 5), [1, 2, 3, 4, 5]);
  assertEquals(Math.max(...receiveCounts), 5);
  assertEquals(receiveCounts.length, OFTEN);
  assertEquals(scene.deadLettered, []);
});

Deno.test("a message held in hand stays hidden, and lends its slot to others", async () => {
  await using scene = await openConsumerScene({ visibilityTimeout: 1 });
  await scene.queue.send("held");
  const handled: string[] = [];
  scene.start({
    handle({ body }) {
      handled.push(body);
      if (body === "held" && handled.length < 5) throw new RetryLaterError(0);
      if (body === "held") throw new RetryLaterError(60);
      return Promise.resolve();
    },
    settings: { slots: 1, heartbeat: 0.2, wait: 1 },
  });
  await until(() => handled.length === 5);
  for (const body of ["a", "b"]) {
    await scene.queue.send(body);
    await until(() => handled.includes(body));
  }
  // longer than it would stay hidden by itself
  await until(async () => (await scene.queue.depth()).visible === 0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assertEquals(handled, [...Array(5).fill("held"), "a", "b"]);
  assertEquals((await scene.queue.depth()).inFlight, 1);
});

Deno.test("a message held in hand is handed back for the rest of its pause when the consumer stops", async () => {
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
