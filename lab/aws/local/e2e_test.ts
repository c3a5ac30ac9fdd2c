import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { CHAT } from "../../../chat/conversation/identity.ts";
import {
  BLUE,
  colourAt,
  GREEN,
  pixelsOf,
  plainPng,
  RED,
} from "../../pictures/plain_pictures.ts";
import { UPDATES_QUEUE } from "../../../shared/queue_settings.ts";
import { countHandled, openEndToEndScene } from "./e2e_scene.ts";
import { testWithMoto } from "../moto/moto_test_case.ts";
import { findPython } from "../moto/python.ts";
import type { Stack } from "./stack.ts";

const path = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));

const CHELSEA = path("../../../shared/pictures/samples/chelsea.png");

/** Sends a job with a Python program that uses boto3. @return its record, as DynamoDB returns it */
async function sendBareJob({ moto, env }: Stack) {
  const { BUCKET_NAME = "", SQS_QUEUE_IDENTIFY = "" } = env;
  const { stdout } = await new Deno.Command(findPython() ?? "", {
    args: [
      path("bare_job.py"),
      moto.endpoint,
      BUCKET_NAME,
      SQS_QUEUE_IDENTIFY,
      CHELSEA,
      String(CHAT.id),
    ],
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

testWithMoto(
  "two bots and two workers on AWS serve the chat page",
  async (t) => {
    await using scene = await openEndToEndScene();
    const { stack, person, send, waitForPhoto } = scene;
    const photos = [await Deno.readFile(CHELSEA)];

    await t.step("a photo is edited", async () => {
      const photos = [await plainPng(60, 40, RED)];
      const { photoUrl } = await waitForPhoto(
        await send({ text: "rotate", photos }),
      );
      const { width, height } = await pixelsOf(await person.fetch(photoUrl));
      assertEquals([width, height], [40, 60]);
    });

    await t.step("objects are detected and counted", async () => {
      const id = await send({ text: "predict", photos });
      const { text, photoUrl } = await waitForPhoto(id);
      assertEquals(text, "Detected Objects:\nCat: 1");
      const picture = await person.fetch(photoUrl);
      assertEquals([...picture.subarray(0, 2)], [0xff, 0xd8], "a JPEG");
    });

    await t.step(
      "an album whose photos both bots handle is concatenated once, in order",
      async () => {
        const colours = [RED, GREEN, BLUE, RED, GREEN];
        const photos = await Promise.all(
          colours.map((colour) => plainPng(40, 40, colour)),
        );
        const counts = () =>
          stack.bots.map((bot) => countHandled(bot, UPDATES_QUEUE.name));
        let both = false;
        // chance decides which bot takes an update, but both handle some album
        for (let album = 0; album < 10 && !both; album++) {
          const before = counts();
          const id = await send({ text: "concat", photos });
          const { photoUrl } = await waitForPhoto(id);
          const picture = await pixelsOf(await person.fetch(photoUrl));
          const found = colours.map((_, index) =>
            colourAt(picture, index * 40 + 20, 20)
          );
          assertEquals(found, ["red", "green", "blue", "red", "green"]);
          both = counts().every((count, index) => count > (before[index] ?? 0));
        }
        assert(both, "both bots handled photos of one album");
      },
    );

    await t.step(
      "a job from another client is handled, and its record has the documented fields",
      async () => {
        const record = await sendBareJob(stack);
        const label = record.labels.L[0].M;
        assertEquals(record.labels.L.length, 1);
        assertEquals(label.class, { S: "cat" });
        for (const name of ["cx", "cy", "width", "height", "score"]) {
          const value = Number(label[name].N);
          assert(value > 0 && value < 1, `${name} is ${value}`);
        }
        assertEquals(record.chatId, { N: String(CHAT.id) });
        assertEquals(record.originalImgPath, { S: "images/cat.png" });
        assertMatch(record.predictedImgPath.S, /^images\/.+\.jpg$/);
        assert(Date.parse(record.time.S) > 0);
        await person.waitFor(({ from, text, replyTo }) =>
          from === "bot" && !replyTo && text === "Detected Objects:\nCat: 1"
        );
      },
    );

    await t.step(
      "a load test finds every record and sends nothing to the chat",
      async () => {
        const before = person.events.length;
        const { code, stderr } = await new Deno.Command(Deno.execPath(), {
          args: [
            ...["run", "-A", "--no-check", path("../../../load_test.ts")],
            ...["--count", "40", "--rate", "40"],
          ],
          env: stack.env,
          stdin: "null",
        }).output();
        assertEquals(code, 0, new TextDecoder().decode(stderr));
        assertEquals(person.events.length, before);
      },
    );

    await scene.assertAllAnsweredOnce();
    const codes = await stack.stop();
    assertEquals(Object.values(codes), [0, 0, 0, 0, 0]);
  },
);
