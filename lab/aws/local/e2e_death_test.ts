import { assert, assertEquals } from "@std/assert";
import {
  IDENTIFY_QUEUE,
  UPDATES_QUEUE,
} from "../../../shared/queue_settings.ts";
import { until } from "../../until.ts";
import { finished, openEndToEndScene } from "./e2e_scene.ts";
import { testWithMoto } from "../moto/moto_test_case.ts";

const CHELSEA = await Deno.readFile(
  new URL("../../../shared/pictures/samples/chelsea.png", import.meta.url),
);

/** How long a service may take to end in order, in milliseconds. */
const DRAIN = 25_000;

testWithMoto(
  "bots and workers on AWS's protocol end, and nothing ends with them",
  async (t) => {
    await using scene = await openEndToEndScene();
    const { stack, person, ask, answerTo } = scene;
    const [bot, otherBot] = stack.bots;
    const [worker] = stack.workers;
    const photos = [CHELSEA];

    await t.step(
      "SIGTERM under load ends a bot and a worker with 0, and nothing is lost",
      async () => {
        const asked: number[] = [];
        for (let index = 0; index < 10; index++) {
          for (const text of ["predict", "blur 8"]) {
            asked.push(await ask({ text, photos }));
          }
        }
        await until(() => finished(worker, IDENTIFY_QUEUE.name) > 1);
        const since = performance.now();
        assertEquals(await Promise.all([bot?.stop(), worker?.stop()]), [0, 0]);
        assert(performance.now() - since < DRAIN);
        const answered = person.events.filter(({ replyTo }) => replyTo).length;
        assert(answered < asked.length, "they ended under load");
        for (const id of asked) await answerTo(id);
        await Promise.all([bot?.start(), worker?.start()]);
      },
    );

    await t.step(
      "the other bot and worker go on when one of each is killed",
      async () => {
        const before = finished(otherBot, UPDATES_QUEUE.name);
        await Promise.all([bot?.stop("SIGKILL"), worker?.stop("SIGKILL")]);
        for (const text of ["rotate", "predict"]) {
          await answerTo(await ask({ text, photos }));
        }
        assert(finished(otherBot, UPDATES_QUEUE.name) >= before + 2);
      },
    );

    await scene.assertAllAnsweredOnce();
  },
);
