import { assert, assertEquals } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { testOnSharedMoto } from "../../../lab/aws/moto/moto_test_case.ts";
import { startConsumer } from "../../consumer/mod.ts";
import { silentLogger } from "../../service/logging.ts";
import { createMetrics } from "../../service/metrics.ts";
import { openAwsScene } from "../../../lab/aws/aws_scene.ts";
import { until } from "../../../lab/until.ts";

testOnSharedMoto(
  "a consumer that is stopped while working leaves no message invisible",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const backend = await scene.open();
    const sender = await scene.open();
    const JOBS = 60;
    const done = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const consumer = startConsumer({
        queue: backend.identify,
        async handle({ body }) {
          await pause(5);
          assert(!done.has(body), `${body} was delivered again`);
          done.add(body);
        },
        onDeadLetter: () => Promise.resolve(),
        log: silentLogger,
        metrics: createMetrics(),
      });
      // Messages arrive one by one while it stops: some are received too late to be handled.
      const goal = done.size + 5;
      const bodies = Array.from(
        { length: JOBS },
        (_, job) => `${round}/${job}`,
      );
      const sent = (async () => {
        for (const body of bodies) {
          await sender.identify.send(body);
        }
      })();
      await until(() => done.size >= goal);
      await consumer.stop();
      await sent;
      const { visible, inFlight } = await sender.identify.depth();
      assertEquals([inFlight, visible + done.size], [0, (round + 1) * JOBS]);
    }
  },
);
