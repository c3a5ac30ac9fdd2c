import { assert, assertEquals } from "@std/assert";
import { openConsumerScene } from "../../lab/backend/consumer_scene.ts";
import { until } from "../../lab/until.ts";

Deno.test("stop() lets messages in flight finish, and receives no more", async () => {
  await using scene = await openConsumerScene();
  const gate = Promise.withResolvers<void>();
  let started = 0;
  let aborted = false;
  const consumer = scene.start({
    handle: async (_message, signal) => {
      started++;
      await gate.promise;
      aborted = signal.aborted;
    },
    settings: { slots: 2, drain: 30 },
  });
  for (let number = 0; number < 5; number++) await scene.queue.send("job");
  await until(() => started === 2);
  const stopping = consumer.stop();
  gate.resolve();
  await stopping;
  assertEquals([started, aborted], [2, false]);
  assertEquals(await scene.count("done"), 2);
  assertEquals(await scene.queue.depth(), {
    visible: 3,
    inFlight: 0,
    delayed: 0,
  });
});

Deno.test("stop() ends the receives of idle slots immediately", async () => {
  await using scene = await openConsumerScene();
  const consumer = scene.start({ settings: { wait: 20 } });
  // otherwise the test would take as long as the wait
  const first = consumer.stop();
  assertEquals(consumer.stop(), first);
  await first;
  await scene.queue.send("job");
  assertEquals((await scene.queue.depth()).visible, 1);
});

Deno.test("stop() interrupts a handler that takes too long, and returns its message immediately", async () => {
  await using scene = await openConsumerScene();
  const id = await scene.queue.send("job");
  const started = Promise.withResolvers<void>();
  let interrupted = false;
  const consumer = scene.start({
    handle: (_message, signal) => {
      started.resolve();
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          interrupted = true;
          reject(signal.reason);
        })
      );
    },
    settings: { drain: 0.1 },
  });
  await started.promise;
  await consumer.stop();
  assert(interrupted);
  const again = await scene.queue.receive({ wait: 0 });
  assertEquals([again?.id, again?.receiveCount], [id, 2]);
  assertEquals(scene.deadLettered, []);
});

Deno.test("stop() does not count an interrupted fifth attempt as a failure", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const fifth = Promise.withResolvers<void>();
  const consumer = scene.start({
    handle: ({ receiveCount }, signal) => {
      if (receiveCount < 5) return Promise.reject(new Error("no"));
      fifth.resolve();
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
    },
    settings: { drain: 0 },
  });
  await fifth.promise;
  await consumer.stop();
  assertEquals(scene.deadLettered, []);
  assertEquals((await scene.queue.depth()).visible, 1);
});

Deno.test("stop() does not wait for a handler that ignores its signal", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const started = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const consumer = scene.start({
    handle: () => {
      started.resolve();
      return end.promise;
    },
    settings: { drain: 0 },
  });
  await started.promise;
  await consumer.stop();
  assertEquals((await scene.queue.depth()).visible, 1);
  // when the handler ends late, it does not delete the message, which another process may have received
  end.resolve();
  const again = await scene.queue.receive({ wait: 0 });
  assert(again);
  assertEquals(await scene.count("done"), 0);
  assertEquals((await scene.queue.depth()).inFlight, 1);
});

Deno.test("stop() returns a message that was received too late to be started", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const received = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let handled = 0;
  const consumer = scene.start({
    queue: {
      ...scene.queue,
      async receive(options) {
        const message = await scene.queue.receive(options);
        received.resolve();
        await gate.promise;
        return message;
      },
    },
    handle: async () => {
      handled++;
      await Promise.resolve();
    },
    settings: { slots: 1 },
  });
  await received.promise;
  const stopping = consumer.stop();
  gate.resolve();
  await stopping;
  assertEquals(handled, 0);
  assertEquals(await scene.queue.depth(), {
    visible: 1,
    inFlight: 0,
    delayed: 0,
  });
});
