import { assert, assertEquals, assertThrows } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { TryLaterError, UnreadableMessageError } from "./consumer.ts";
import { openConsumerScene } from "./testing/consumer_scene.ts";
import { until } from "./testing/until.ts";

Deno.test("a consumer handles each message once, deletes it and says so", async () => {
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

Deno.test("a slot never waits for another", async () => {
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

Deno.test("a consumer has as many messages in hand as it has slots", async () => {
  await using scene = await openConsumerScene();
  const gate = Promise.withResolvers<void>();
  let inHand = 0;
  scene.start({
    handle: async () => {
      inHand++;
      await gate.promise;
    },
    settings: { slots: 3 },
  });
  for (let number = 0; number < 5; number++) await scene.queue.send("job");
  await until(() => inHand === 3);
  await pause(50);
  assertEquals(inHand, 3);
  assertEquals((await scene.queue.depth()).visible, 2);
  gate.resolve();
  await until(async () => await scene.count("done") === 5);
});

Deno.test("a heartbeat keeps a message in hand for longer than its visibility time-out", async () => {
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

Deno.test("a heartbeat that fails is logged, and the work goes on", async () => {
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
  assertEquals(scene.log()[0]?.msg, "cannot keep the message hidden");
});

Deno.test("a message whose handling fails comes again after a pause that doubles, and is given up at the fifth failure", async () => {
  await using scene = await openConsumerScene();
  const id = await scene.queue.send("job");
  const pauses: number[] = [];
  let deadLettersBefore: number | undefined;
  scene.start({
    queue: {
      ...scene.queue,
      changeVisibility(message, seconds) {
        pauses.push(seconds);
        return scene.queue.changeVisibility(message, 0);
      },
    },
    handle: ({ receiveCount }) =>
      Promise.reject(new Error(`failure ${receiveCount}`)),
    giveUp: async (message, error) => {
      scene.givenUp.push({ message, error });
      deadLettersBefore = await scene.queue.deadLetters();
    },
    settings: { retryDelay: 1 },
  });
  await until(async () => await scene.count("buried") === 1);
  assertEquals(pauses, [1, 2, 4, 8]);
  assertEquals(await scene.count("retried"), 4);
  assertEquals(await scene.count("done"), 0);
  assertEquals(scene.givenUp.map(({ message }) => message.id), [id]);
  assertEquals(scene.givenUp[0]?.error, new Error("failure 5"));
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
      ["error", "buried", undefined, id],
    ],
  );
});

Deno.test("a message whose second handling succeeds is done", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  scene.start({
    handle: ({ receiveCount }) =>
      receiveCount === 1 ? Promise.reject(new Error("no")) : Promise.resolve(),
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(await scene.count("retried"), 1);
  assertEquals(scene.givenUp, []);
});

Deno.test("a message that nobody can read is given up at once", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("no JSON");
  let handled = 0;
  scene.start({
    handle() {
      handled++;
      throw new UnreadableMessageError("Cannot read the message: no");
    },
  });
  await until(async () => await scene.count("buried") === 1);
  assertEquals(handled, 1);
  assertEquals(scene.givenUp.length, 1);
  assertEquals(await scene.queue.deadLetters(), 1);
});

Deno.test("a message is buried though nobody could be told, and that is logged", async () => {
  await using scene = await openConsumerScene();
  const messageId = await scene.queue.send("job");
  scene.start({
    handle: () => Promise.reject(new UnreadableMessageError("unreadable")),
    giveUp: () => Promise.reject(new Error("Telegram is down")),
  });
  await until(async () => await scene.count("buried") === 1);
  assertEquals(await scene.queue.deadLetters(), 1);
  const line = scene.log()[0];
  assertEquals(line?.messageId, messageId);
  assertEquals(
    line?.msg,
    "cannot tell the person that the message is given up",
  );
});

Deno.test("a message to try later comes again, and that is no failure", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const pauses: number[] = [];
  scene.start({
    queue: {
      ...scene.queue,
      changeVisibility(message, seconds) {
        pauses.push(seconds);
        return scene.queue.changeVisibility(message, 0);
      },
    },
    handle({ receiveCount }) {
      if (receiveCount < 7) throw new TryLaterError(3);
      return Promise.resolve();
    },
  });
  await until(async () => await scene.count("done") === 1);
  assertEquals(pauses, [3, 3, 3, 3, 3, 3]);
  assertEquals(await scene.count("retried"), 6);
  assertEquals(scene.givenUp, []);
  assertEquals(scene.log()[0]?.level, "debug");
});

Deno.test("a message that was begun time and again and never ended is given up without another try", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("kills");
  const receiveCounts: number[] = [];
  scene.start({
    handle({ receiveCount }) {
      receiveCounts.push(receiveCount);
      throw new TryLaterError(0);
    },
  });
  await until(async () => await scene.count("buried") === 1);
  assertEquals(receiveCounts, [1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(
    String(scene.givenUp[0]?.error),
    "Error: Cannot handle the message: it was begun 8 times and never came to an end",
  );
  assertEquals(await scene.queue.deadLetters(), 1);
});

Deno.test("a delete that fails is logged, and the message comes again", async () => {
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
    "cannot tell the queue what became of the message: it comes again",
  );
  assertEquals(second?.receiveCount, 2);
});

Deno.test("a consumer goes on after an outage, which it logs once", async () => {
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
    "cannot receive; trying again until it works",
    "receiving again",
    "done",
  ]);
});

Deno.test("a consumer is not busy while nothing can be received", async () => {
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
  // at 0, 0.25 and 0.75 seconds, or later
  assert(receives <= 3, `it tried ${receives} times`);
});

Deno.test("a consumer refuses settings that cannot work", async () => {
  await using scene = await openConsumerScene({ visibilityTimeout: 15 });
  const cases = [
    [
      { heartbeat: 15 },
      "'heartbeat' must be more than 0 and less than the visibility time-out of 15 seconds: current value is 15",
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
