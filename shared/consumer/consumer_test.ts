import { assert, assertEquals, assertThrows } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { openConsumerScene } from "../../lab/backend/consumer_scene.ts";
import { until } from "../../lab/until.ts";

Deno.test("a consumer handles each message once, deletes it and logs it", async () => {
  await using scene = await openConsumerScene();
  const bodies = ["a", "b", "c", "d", "e", "f"];
  const ids = [];
  for (const body of bodies) ids.push(await scene.queue.send(body));
  const handled: string[] = [];
  scene.start({
    handle: async ({ body }) => {
      await pause(1);
      handled.push(body);
    },
  });
  await until(async () => await scene.count("done") === bodies.length);
  assertEquals(handled.sort(), bodies);
  assertEquals(await scene.queue.depth(), {
    visible: 0,
    inFlight: 0,
    delayed: 0,
  });
  const lines = scene.log();
  assertEquals(lines.map(({ messageId }) => messageId).sort(), ids.sort());
  for (const line of lines) {
    assertEquals(line.msg, "done");
    assertEquals(line.level, "info");
    assertEquals(line.queue, scene.queue.name);
    assertEquals(line.receiveCount, 1);
    assertEquals(typeof line.seconds, "number");
  }
});

Deno.test("a slot does not wait for another", async () => {
  await using scene = await openConsumerScene();
  const slow = Promise.withResolvers<void>();
  scene.start({
    handle: ({ body }) => body === "slow" ? slow.promise : Promise.resolve(),
    settings: { slots: 2 },
  });
  await scene.queue.send("slow");
  for (let number = 0; number < 10; number++) await scene.queue.send("quick");
  await until(async () => await scene.count("done") === 10);
  assertEquals((await scene.queue.depth()).inFlight, 1);
  slow.resolve();
  await until(async () => await scene.count("done") === 11);
});

Deno.test("a consumer has as many messages in flight as it has slots", async () => {
  await using scene = await openConsumerScene();
  const gate = Promise.withResolvers<void>();
  let started = 0;
  scene.start({
    handle: async () => {
      started++;
      await gate.promise;
    },
    settings: { slots: 3 },
  });
  for (let number = 0; number < 5; number++) await scene.queue.send("job");
  await until(() => started === 3);
  await pause(50);
  assertEquals(started, 3);
  assertEquals((await scene.queue.depth()).visible, 2);
  gate.resolve();
  await until(async () => await scene.count("done") === 5);
});

Deno.test("a heartbeat keeps a message in flight beyond its visibility timeout", async () => {
  await using scene = await openConsumerScene({ visibilityTimeout: 1 });
  await scene.queue.send("job");
  const receiveCounts: number[] = [];
  scene.start({
    handle: async ({ receiveCount }) => {
      receiveCounts.push(receiveCount);
      await pause(2500);
    },
    settings: { heartbeat: 0.2 },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(receiveCounts, [1]);
  assertEquals((await scene.queue.depth()).visible, 0);
});

Deno.test("a failed heartbeat is logged, and the handler continues", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  scene.start({
    queue: {
      ...scene.queue,
      changeVisibility: () => Promise.reject(new Error("no network")),
    },
    handle: () => until(() => scene.log().length > 0),
    settings: { heartbeat: 0.01 },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(scene.log()[0]?.msg, "cannot keep the message invisible");
});

Deno.test("a consumer recovers from an outage, which it logs once", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  let receives = 0;
  scene.start({
    queue: {
      ...scene.queue,
      receive: (options) =>
        receives++ < 6
          ? Promise.reject(new Error("no network"))
          : scene.queue.receive(options),
    },
    settings: { slots: 2 },
  });
  await until(async () => await scene.count("done") === 1);
  const messages = scene.log().map(({ msg }) => msg);
  assertEquals(messages, [
    "cannot receive messages; retrying until it works",
    "receiving messages again",
    "done",
  ]);
});

Deno.test("a consumer pauses between attempts while it cannot receive", async () => {
  await using scene = await openConsumerScene();
  let receives = 0;
  scene.start({
    queue: {
      ...scene.queue,
      receive() {
        receives++;
        return Promise.reject(new Error("no network"));
      },
    },
    settings: { slots: 1 },
  });
  await pause(1000);
  // after 0, 0.25 and 0.75 seconds or later
  assert(receives <= 3, `it tried ${receives} times`);
});

Deno.test("a consumer rejects settings that cannot work", async () => {
  await using scene = await openConsumerScene({ visibilityTimeout: 15 });
  const cases = [
    [
      { heartbeat: 15 },
      "'heartbeat' must be more than 0 and less than the visibility timeout of 15 seconds: current value is 15",
    ],
    [{ heartbeat: 0 }, "'heartbeat' must be more than 0"],
    [{ slots: 0 }, "'slots' must be a positive integer: current value is 0"],
    [{ slots: 1.5 }, "'slots' must be a positive integer"],
    [{ wait: 0 }, "'wait' must be more than 0 seconds: current value is 0"],
  ] as const;
  for (const [settings, sentence] of cases) {
    assertThrows(() => scene.start({ settings }), RangeError, sentence);
  }
});
