import { assert, assertEquals } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { openConsumerScene } from "../../lab/backend/consumer_scene.ts";
import { until } from "../../lab/until.ts";
import { startHeartbeat } from "./heartbeat.ts";

Deno.test("stop() waits for the heartbeat that is under way", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const message = await scene.queue.receive({ wait: 0 });
  assert(message);
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const events: string[] = [];
  const heartbeat = startHeartbeat(
    {
      ...scene.queue,
      async changeVisibility() {
        begun.resolve();
        await gate.promise;
        events.push("beat");
      },
    },
    message,
    0.01,
    () => {},
  );
  await begun.promise;
  const stopped = heartbeat.stop().then(() => events.push("stopped"));
  gate.resolve();
  await stopped;
  await pause(50);
  assertEquals(events, ["beat", "stopped"]);
});

Deno.test("a heartbeat continues after a failure", async () => {
  await using scene = await openConsumerScene();
  await scene.queue.send("job");
  const message = await scene.queue.receive({ wait: 0 });
  assert(message);
  let beats = 0;
  const errors: unknown[] = [];
  const heartbeat = startHeartbeat(
    {
      ...scene.queue,
      changeVisibility() {
        beats++;
        return Promise.reject(new Error(`beat ${beats}`));
      },
    },
    message,
    0.01,
    (error) => errors.push(error),
  );
  await until(() => beats >= 2);
  await heartbeat.stop();
  assertEquals(errors.slice(0, 2), [new Error("beat 1"), new Error("beat 2")]);
});
