import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { PredictionResult } from "../../shared/contracts.ts";
import { until } from "../../lab/until.ts";
import { CHAT } from "../../chat/conversation/identity.ts";
import {
  openPolybotChat,
  type PolybotChat,
} from "../../lab/telegram/polybot_chat.ts";
import { plainPng, RED } from "../../lab/pictures/plain_pictures.ts";

const RESULT: PredictionResult = {
  kind: "prediction",
  predictionId: "p1",
  chatId: String(CHAT.id),
  status: "succeeded",
};

const label = (name: string) => ({
  class: name,
  cx: 0.5,
  cy: 0.5,
  width: 0.1,
  height: 0.1,
  score: 0.9,
});

/** Stores the record and the picture as yolo5 would. */
async function predict({ backend }: PolybotChat, classes: readonly string[]) {
  const predictedImgPath = "images/a-predicted.jpg";
  await backend.objects.put(
    predictedImgPath,
    await plainPng(60, 40, RED),
    "image/png",
  );
  await backend.predictions.put(RESULT.predictionId, {
    predictionId: RESULT.predictionId,
    chatId: CHAT.id,
    originalImgPath: "images/a.jpg",
    predictedImgPath,
    labels: classes.map(label),
    time: new Date().toISOString(),
  }, { expiresAt: new Date(Date.now() + 60_000) });
}

const report = ({ backend }: PolybotChat, result: PredictionResult) =>
  backend.results.send(JSON.stringify(result));

Deno.test("a result is answered with the annotated picture and a count of each class", async () => {
  await using chat = await openPolybotChat();
  const { person, backend } = chat;
  const [photo = 0] = await person.send({ text: "a photo, say" });
  await predict(chat, ["person", "dog", "person"]);
  await report(chat, { ...RESULT, replyTo: photo, requestId: "r1" });
  const answer = await person.waitForAnswer(photo);
  assertEquals(answer.text, "Detected Objects:\nPerson: 2\nDog: 1");
  assert(answer.photoUrl);
  await until(async () => {
    const record = await backend.predictions.get(RESULT.predictionId);
    return record?.value.deliveredAt !== undefined;
  });
});

Deno.test("a request is answered once, even if it caused two jobs", async () => {
  await using chat = await openPolybotChat();
  const { person, backend } = chat;
  await predict(chat, ["dog"]);
  for (const predictionId of ["p1", "p1", "p2"]) {
    await report(chat, { ...RESULT, predictionId, requestId: "r1" });
  }
  await person.waitFor(({ photoUrl }) => photoUrl !== undefined);
  await until(async () => {
    const { visible, inFlight } = await backend.results.depth();
    return visible + inFlight === 0;
  });
  const answers = person.events.filter(({ photoUrl }) => photoUrl);
  assertEquals(answers.length, 1);
});

Deno.test("a result for a document is answered with a document", async () => {
  await using chat = await openPolybotChat();
  await predict(chat, ["dog"]);
  await report(chat, { ...RESULT, asDocument: true });
  const answer = await chat.person.waitFor(({ from }) => from === "bot");
  assert(answer.documentUrl);
});

Deno.test("a failed job is answered with its reason, in reply to the photo", async () => {
  await using chat = await openPolybotChat();
  const [photo = 0] = await chat.person.send({ text: "a photo, say" });
  await report(chat, {
    ...RESULT,
    status: "failed",
    reason: "This picture has expired.",
    replyTo: photo,
  });
  const answer = await chat.person.waitForAnswer(photo);
  assertEquals(answer.text, "This picture has expired.");
});

Deno.test("a result whose picture has expired is answered with the detected objects", async () => {
  await using chat = await openPolybotChat();
  await predict(chat, ["dog"]);
  await chat.backend.objects.delete("images/a-predicted.jpg");
  await report(chat, RESULT);
  const answer = await chat.person.waitFor(({ from }) => from === "bot");
  assertStringIncludes(answer.text ?? "", "Dog: 1");
  assertStringIncludes(answer.text ?? "", "expired");
});

Deno.test("a message that cannot be read is dead-lettered, and the next is answered", async () => {
  await using chat = await openPolybotChat();
  await chat.backend.results.send("{ no JSON");
  await chat.backend.results.send('{"kind":"prediction"}');
  await report(chat, { ...RESULT, status: "failed", reason: "Next." });
  await chat.person.waitFor(({ text }) => text === "Next.");
  await until(async () => await chat.backend.results.deadLetters() === 2);
});
