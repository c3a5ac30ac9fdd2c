import { assertEquals } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import type { Backend, Queue } from "../../../shared/backend.ts";
import { until } from "../../../lab/until.ts";
import {
  BLUE,
  colourAt,
  GREEN,
  pixelsOf,
  plainPng,
  RED,
} from "../../../lab/pictures/plain_pictures.ts";
import { openWebhookScene } from "../../../lab/telegram/webhook_scene.ts";

const TOKEN = "1234567890:AAF-the-token-of-albums-on-machines-";

/** Wraps a queue so that it returns at most `count` messages. */
function limitReceives(queue: Queue, count: number): Queue {
  let left = count;
  return {
    ...queue,
    async receive(options) {
      if (left-- > 0) return await queue.receive(options);
      await new Promise((resolve) =>
        options.signal?.addEventListener("abort", resolve, { once: true })
      );
      return undefined;
    },
  };
}

/** Wraps a backend so that its bot receives two updates and no results. */
const receiveTwoUpdates = (backend: Backend): Backend => ({
  ...backend,
  updates: limitReceives(backend.updates, 2),
  results: limitReceives(backend.results, 0),
});

Deno.test("an album is combined once, in order, even if one of the two bots that receive its photos stops halfway", async () => {
  await using scene = await openWebhookScene(TOKEN);
  const stopping = await scene.startBot({ wrapBackend: receiveTwoUpdates });
  const colours = [RED, GREEN, BLUE, RED];
  const photos = await Promise.all(
    colours.map((colour) => plainPng(60, 60, colour)),
  );
  const [id] = await scene.person.send({ text: "concat", photos });
  await until(() => scene.calls("sendChatAction") === 2);
  await stopping.stop();
  await scene.startBot();

  const answer = await scene.person.waitForAnswer(id);
  const image = await pixelsOf(await scene.person.fetch(answer.photoUrl ?? ""));
  assertEquals(
    [30, 90, 150, 210].map((x) => colourAt(image, x, 30)),
    ["red", "green", "blue", "red"],
  );
  await until(async () => {
    const { visible, inFlight } = await scene.backend.updates.depth();
    const results = await scene.backend.results.depth();
    return visible + inFlight + results.visible + results.inFlight +
        results.delayed === 0;
  });
  const answers = scene.person.events.filter(({ from }) => from === "bot");
  assertEquals(answers.length, 1);
});

Deno.test("an album is combined once, even if no bot could receive its photos for a while", async () => {
  await using scene = await openWebhookScene(TOKEN);
  let isDown = true;
  let taken = 0;
  await scene.startBot({
    wrapBackend: (backend) => ({
      ...backend,
      updates: {
        ...backend.updates,
        async send(body, options) {
          if (!body.includes('"photo"')) {
            return await backend.updates.send(body, options);
          }
          if (isDown && taken === 2) {
            // Telegram soon tries again
            await pause(500);
            throw new Error("no queue");
          }
          taken++;
          return await backend.updates.send(body, options);
        },
      },
    }),
  });
  const before = scene.calls("getWebhookInfo");
  const photos = await Promise.all(
    [RED, GREEN, RED].map((colour) => plainPng(60, 60, colour)),
  );
  const [id] = await scene.person.send({ text: "concat", photos });
  // the first photos are due while the third is still at Telegram
  await until(() => scene.calls("getWebhookInfo") > before);
  isDown = false;
  const { photoUrl } = await scene.person.waitForAnswer(id);
  const image = await pixelsOf(await scene.person.fetch(photoUrl ?? ""));
  const colours = [30, 90, 150].map((x) => colourAt(image, x, 30));
  assertEquals(colours, ["red", "green", "red"]);
});
