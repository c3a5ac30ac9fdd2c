/**
 * All that the services do for people, done with the credentials of their
 * roles alone.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import {
  BLUE,
  pixelsOf,
  plainPng,
  RED,
} from "../../pictures/plain_pictures.ts";
import { openService } from "../../aws/local/service.ts";
import { startStack } from "../../aws/local/stack.ts";
import { openPerson, type Person } from "../../telegram/person.ts";
import { until } from "../../until.ts";
import { asEnv, type Call, expectAws } from "../aws_calls.ts";
import { ACCOUNT, type DataScene } from "./data_scene.ts";

const CHELSEA = new URL(
  "../../../shared/pictures/samples/chelsea.png",
  import.meta.url,
);

/** Serves a person, loses nothing of what is poisoned, and goes on with another token. */
export async function serveAsRoles(scene: DataScene): Promise<void> {
  const { moto, resources, token, roles } = scene;
  const directory = await Deno.makeTempDir({ prefix: "polybot-roles-" });
  try {
    await using stack = await startStack({
      directory,
      bots: 1,
      workers: 1,
      env: { YOLO5_THREADS: "1" },
      aws: {
        moto,
        resources,
        token,
        envOf: (service) => asEnv(roles[service]),
      },
    });
    const { chatPage } = stack;
    const person = openPerson(chatPage.address);
    await talk(person);
    await poison(scene);
    for (const { address } of [...stack.bots, ...stack.workers]) {
      const response = await fetch(`${address}/metrics`);
      assertEquals(response.status, 200);
      await response.body?.cancel();
    }
    await person.close();

    const renewed = `${token}-renewed`;
    await expectAws(moto.env, [
      ["secretsmanager", "put_secret_value", {
        SecretId: resources.TELEGRAM_SECRET,
        SecretString: renewed,
      }],
    ], scene.operator);
    await chatPage.stop();
    const page = openService({
      name: "chat-page-2",
      task: "chat",
      address: chatPage.address,
      log: join(directory, "chat-page-2.log"),
      env: {
        PORT: new URL(chatPage.address).port,
        POLYBOT_DATA: join(directory, "chat-page"),
        TELEGRAM_TOKEN: renewed,
      },
      restart: false,
      detached: false,
      say() {},
    });
    await page.start();
    const again = openPerson(page.address);
    await edit(again);
    await again.close();
    await page.stop();
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function edit(person: Person) {
  const photos = [await plainPng(60, 40, RED)];
  const [id] = await person.send({ text: "rotate", photos });
  const { photoUrl = "", text } = await person.waitForAnswer(id);
  assert(photoUrl, `an edited picture, not '${text}'`);
  const { width, height } = await pixelsOf(await person.fetch(photoUrl));
  assertEquals([width, height], [40, 60]);
}

/** An edit, a prediction, an album, and the history of them. */
async function talk(person: Person) {
  await edit(person);
  const cat = { text: "predict", photos: [await Deno.readFile(CHELSEA)] };
  const [predicted] = await person.send(cat);
  const { text } = await person.waitForAnswer(predicted);
  assertEquals(text, "Detected Objects:\nCat: 1");

  const photos = [await plainPng(40, 40, RED), await plainPng(40, 40, BLUE)];
  const [album] = await person.send({ text: "concat", photos });
  const joined = await person.waitForAnswer(album);
  assert(joined.photoUrl, `a joined picture, not '${joined.text}'`);

  const [asked = 0] = await person.send({ text: "/history" });
  const history = await person.waitFor(({ from, id }) =>
    from === "bot" && id > asked
  );
  assert(history.text?.includes("Cat: 1"), history.text ?? "no text");
}

/** What nobody can handle comes to rest in each queue's dead letters. */
async function poison({ moto, operator, resources }: DataScene) {
  const queues = [
    resources.SQS_QUEUE_UPDATES,
    resources.SQS_QUEUE_IDENTIFY,
    resources.SQS_QUEUE_RESULTS,
  ] as string[];
  const url = (name: string) => `${moto.endpoint}/${ACCOUNT}/${name}`;
  const send = (name: string): Call => ["sqs", "send_message", {
    QueueUrl: url(name),
    MessageBody: "poison {",
    ...name.endsWith(".fifo")
      ? { MessageGroupId: "poison", MessageDeduplicationId: "poison" }
      : {},
  }];
  await expectAws(moto.env, queues.map(send), operator);
  const count = (name: string): Call => ["sqs", "get_queue_attributes", {
    QueueUrl: url(name.replace(/(\.fifo)?$/, "-dead-letters$1")),
    AttributeNames: ["ApproximateNumberOfMessages"],
  }];
  await until(async () => {
    const counts = await expectAws(moto.env, queues.map(count), operator);
    return counts.every(({ Attributes }) =>
      Attributes.ApproximateNumberOfMessages === "1"
    );
  });
}
