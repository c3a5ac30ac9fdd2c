import { assert, assertEquals } from "@std/assert";
import {
  IDENTIFY_QUEUE,
  UPDATES_QUEUE,
} from "../../../shared/queue_settings.ts";
import { until } from "../../until.ts";
import { countHandled, openEndToEndScene } from "./e2e_scene.ts";
import { STOP_DEADLINE } from "../../../shared/queue_settings.ts";
import { testWithMoto } from "../moto/moto_test_case.ts";

const CHELSEA = await Deno.readFile(
  new URL("../../../shared/pictures/samples/chelsea.png", import.meta.url),
);

testWithMoto(
  "nothing is lost when bots and workers on AWS stop or are killed",
  async (t) => {
    await using scene = await openEndToEndScene();
    const { stack, person, send, waitForPhoto } = scene;
    const [bot, otherBot] = stack.bots;
    const [worker] = stack.workers;
    const photos = [CHELSEA];

    await t.step(
      "a bot and a worker exit with 0 at SIGTERM under load, and nothing is lost",
      async () => {
        const sent: number[] = [];
        for (let index = 0; index < 10; index++) {
          for (const text of ["predict", "blur 8"]) {
            sent.push(await send({ text, photos }));
          }
        }
        await until(() => countHandled(worker, IDENTIFY_QUEUE.name) > 1);
        const since = performance.now();
        assertEquals(await Promise.all([bot?.stop(), worker?.stop()]), [0, 0]);
        assert(performance.now() - since < STOP_DEADLINE * 1000);
        const answered = person.events.filter(({ replyTo }) => replyTo).length;
        assert(answered < sent.length, "they stopped under load");
        for (const id of sent) await waitForPhoto(id);
        await Promise.all([bot?.start(), worker?.start()]);
      },
    );

    await t.step(
      "the other bot and worker carry on when one of each is killed",
      async () => {
        const before = countHandled(otherBot, UPDATES_QUEUE.name);
        await Promise.all([bot?.stop("SIGKILL"), worker?.stop("SIGKILL")]);
        for (const text of ["rotate", "predict"]) {
          await waitForPhoto(await send({ text, photos }));
        }
        assert(countHandled(otherBot, UPDATES_QUEUE.name) >= before + 2);
      },
    );

    await scene.assertAllAnsweredOnce();
  },
);
