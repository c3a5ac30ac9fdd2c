/**
 * Checks everything the services do for users while they have only the
 * credentials of their roles.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import {
  type EndToEndScene,
  openEndToEndScene,
} from "../../aws/local/e2e_scene.ts";
import {
  BLUE,
  pixelsOf,
  plainPng,
  RED,
} from "../../pictures/plain_pictures.ts";
import { openPerson, type Person } from "../../telegram/person.ts";
import { until } from "../../until.ts";
import { aws, callAws } from "../aws_calls.ts";
import { startChatPage } from "../chat_page.ts";
import { ACCOUNT, type DataScene } from "./data_scene.ts";

const CHELSEA = new URL(
  "../../../shared/pictures/samples/chelsea.png",
  import.meta.url,
);

/** Milliseconds between two counts of dead letters. */
const COUNT_INTERVAL = 200;

/** Asserts that the services answer a user, dead-letter malformed messages, and continue with a new token. */
export async function checkServicesAsRoles(scene: DataScene): Promise<void> {
  const { moto, resources, token, envOf } = scene;
  await using endToEnd = await openEndToEndScene({
    bots: 1,
    workers: 1,
    aws: { moto, resources, token, envOf },
  });
  const { stack, person, directory } = endToEnd;
  const { chatPage } = stack;
  await checkAnswers(endToEnd);
  await checkDeadLetters(scene);
  for (const { address } of [...stack.bots, ...stack.workers]) {
    const response = await fetch(`${address}/metrics`);
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }
  await person.close();

  const renewed = `${token}-renewed`;
  await callAws(
    scene.operatorEnv,
    aws`secretsmanager put_secret_value SecretId=${resources.TELEGRAM_SECRET} SecretString=${renewed}`,
  );
  await chatPage.stop();
  await using _page = await startChatPage({
    address: chatPage.address,
    token: renewed,
    directory,
  });
  const personAfter = openPerson(chatPage.address);
  await checkEdit(personAfter);
  await personAfter.close();
}

async function checkEdit(person: Person) {
  const photos = [await plainPng(60, 40, RED)];
  const [id] = await person.send({ text: "rotate", photos });
  const { photoUrl = "", text } = await person.waitForAnswer(id);
  assert(photoUrl, `an edited picture, not '${text}'`);
  const { width, height } = await pixelsOf(await person.fetch(photoUrl));
  assertEquals([width, height], [40, 60]);
}

/** Asserts the answers to an edit, a prediction, an album and `/history`. */
async function checkAnswers({ person, send, waitForPhoto }: EndToEndScene) {
  await checkEdit(person);
  const photos = [await Deno.readFile(CHELSEA)];
  const { text } = await waitForPhoto(await send({ text: "predict", photos }));
  assertEquals(text, "Detected Objects:\nCat: 1");

  const album = [await plainPng(40, 40, RED), await plainPng(40, 40, BLUE)];
  await waitForPhoto(await send({ text: "concat", photos: album }));

  const historyId = await send({ text: "/history" });
  const history = await person.waitFor(({ from, id }) =>
    from === "bot" && id > historyId
  );
  assert(history.text?.includes("Cat: 1"), history.text ?? "no text");
}

/** Asserts that each queue's malformed message ends up in its dead-letter queue. */
async function checkDeadLetters({ moto, operatorEnv }: DataScene) {
  const queues = `${moto.endpoint}/${ACCOUNT}`;
  const body = "malformed {";
  await callAws(
    operatorEnv,
    aws`
      sqs send_message QueueUrl=${queues}/talo-sqs-updates.fifo MessageBody=${body} MessageGroupId="1" MessageDeduplicationId="1"
      sqs send_message QueueUrl=${queues}/talo-sqs-identify MessageBody=${body}
      sqs send_message QueueUrl=${queues}/talo-sqs-results MessageBody=${body}`,
  );
  const counts = aws`
    sqs get_queue_attributes QueueUrl=${queues}/talo-sqs-updates-dead-letters.fifo AttributeNames=["All"]
    sqs get_queue_attributes QueueUrl=${queues}/talo-sqs-identify-dead-letters AttributeNames=["All"]
    sqs get_queue_attributes QueueUrl=${queues}/talo-sqs-results-dead-letters AttributeNames=["All"]`;
  await until(async () => {
    await pause(COUNT_INTERVAL);
    const replies = await callAws(operatorEnv, counts);
    return replies.every(({ Attributes }) =>
      Attributes.ApproximateNumberOfMessages === "1"
    );
  });
}
