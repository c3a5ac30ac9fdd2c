import { pixelAt } from "../../lab/pictures/small_pictures.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CHAT } from "../../chat/conversation/identity.ts";
import {
  openPolybotChat,
  type PolybotChat,
} from "../../lab/telegram/polybot_chat.ts";
import {
  BLUE,
  colourAt,
  GREEN,
  pixelsOf,
  plainPng,
  RED,
} from "../../lab/pictures/plain_pictures.ts";

/** Returns the picture in the bot's answer to the first of the messages. */
async function pictureInAnswerTo(
  { person }: PolybotChat,
  ids: readonly number[],
) {
  const { photoUrl, documentUrl } = await person.waitForAnswer(ids[0]);
  const url = photoUrl ?? documentUrl;
  assert(url !== undefined, "the answer is a picture");
  return await pixelsOf(await person.fetch(url));
}

Deno.test("a photo with a caption is answered with the edited photo", async () => {
  await using chat = await openPolybotChat();
  const photos = [await plainPng(300, 200, RED)];
  const ids = await chat.person.send({ text: "Rotate 90, BLUR 4", photos });
  const { width, height } = await pictureInAnswerTo(chat, ids);
  assertEquals([width, height], [200, 300]);
});

Deno.test("a document is answered with a document, at full size and lossless", async () => {
  await using chat = await openPolybotChat();
  const bytes = await plainPng(2000, 30, [12, 34, 56]);
  const ids = await chat.person.send({
    text: "rotate",
    document: { name: "strip.png", bytes },
  });
  const answer = await chat.person.waitForAnswer(ids[0]);
  assertEquals(answer.photoUrl, undefined);
  const image = await pictureInAnswerTo(chat, ids);
  assertEquals([image.width, image.height], [30, 2000]);
  assertEquals([...pixelAt(image, 6, 1899)], [12, 34, 56, 255]);
});

Deno.test("a result beyond Telegram's limits for photos is sent as a document", async () => {
  await using chat = await openPolybotChat();
  const photos = await Promise.all(
    Array.from({ length: 10 }, () => plainPng(1280, 90, BLUE)),
  );
  const ids = await chat.person.send({ text: "concat", photos });
  const answer = await chat.person.waitForAnswer(ids[0]);
  assert(answer.documentUrl);
  assertEquals((await pictureInAnswerTo(chat, ids)).width, 12_800);
});

Deno.test("a wrong caption is answered with the reason, in reply to the photo", async () => {
  await using chat = await openPolybotChat();
  const photos = [await plainPng(30, 20, RED)];
  const [id] = await chat.person.send({ text: "blurr 4", photos });
  const { text } = await chat.person.waitForAnswer(id);
  assertStringIncludes(text ?? "", "blur");
});

Deno.test("a document that is not a picture is refused with the reason, with and without a caption", async () => {
  await using chat = await openPolybotChat();
  const document = {
    name: "photo.jpg",
    bytes: new TextEncoder().encode("<html><body>not a photo</body></html>"),
  };
  for (const text of ["blur", "predict", undefined]) {
    const [id] = await chat.person.send({
      document,
      ...(text === undefined ? {} : { text }),
    });
    const answer = await chat.person.waitForAnswer(id);
    assertStringIncludes(answer.text ?? "", "not a picture");
  }
});

Deno.test("an album captioned concat is combined in order, once", async () => {
  await using chat = await openPolybotChat();
  const photos = [
    await plainPng(100, 100, RED),
    await plainPng(100, 100, GREEN),
    await plainPng(200, 200, BLUE),
  ];
  const ids = await chat.person.send({ text: "concat", photos });
  const image = await pictureInAnswerTo(chat, ids);
  assertEquals([image.width, image.height], [300, 100]);
  const colours = [50, 150, 250].map((x) => colourAt(image, x, 50));
  assertEquals(colours, ["red", "green", "blue"]);
  const [echoed] = await chat.person.send({ text: "done" });
  await chat.person.waitFor(({ id }) => id > Number(echoed));
  const answers = chat.person.events.filter(({ from }) => from === "bot");
  assertEquals(answers.length, 2);
});

Deno.test("an album with another edit is answered with an album", async () => {
  await using chat = await openPolybotChat();
  const photos = [await plainPng(90, 60, RED), await plainPng(60, 90, BLUE)];
  await chat.person.send({ text: "rotate", photos });
  const isAnswer = (event: { from: string; photoUrl?: string }) =>
    event.from === "bot" && event.photoUrl !== undefined;
  const first = await chat.person.waitFor(isAnswer);
  const second = await chat.person.waitFor((event) =>
    isAnswer(event) && event.id > first.id
  );
  const sizes = [];
  for (const { photoUrl = "" } of [first, second]) {
    const { width, height } = await pixelsOf(await chat.person.fetch(photoUrl));
    sizes.push([width, height]);
  }
  assertEquals(sizes, [[60, 90], [90, 60]]);
});

Deno.test("a document in an album that is not a picture is refused, and the others are edited", async () => {
  await using chat = await openPolybotChat();
  const photos = [
    await plainPng(90, 60, RED),
    new TextEncoder().encode("nothing to see"),
  ];
  const ids = await chat.person.send({ text: "rotate", photos });
  const image = await pictureInAnswerTo(chat, ids);
  assertEquals([image.width, image.height], [60, 90]);
  const { text } = await chat.person.waitForAnswer(ids[1]);
  assertStringIncludes(text ?? "", "not a picture");
});

Deno.test("a reply with an action edits the picture that it replies to, even if the bot sent it", async () => {
  await using chat = await openPolybotChat();
  const photos = [await plainPng(90, 60, RED)];
  const [photo = 0] = await chat.person.send({ text: "rotate", photos });
  const rotated = await chat.person.waitForAnswer(photo);

  await chat.person.send({ text: "concat", replyTo: photo });
  const refusal = await chat.person.waitFor(({ from, text }) =>
    from === "bot" && text !== undefined
  );
  assertEquals(refusal.replyTo, photo);

  await chat.person.send({ text: "rotate 90", replyTo: rotated.id });
  const again = await pictureInAnswerTo(chat, [rotated.id]);
  assertEquals([again.width, again.height], [90, 60]);
});

Deno.test("predict stores the edited photo and queues a job", async () => {
  await using chat = await openPolybotChat();
  const photos = [await plainPng(300, 200, RED)];
  const [id] = await chat.person.send({
    text: "rotate, predict cat dog 0.4",
    photos,
  });
  const message = await chat.backend.identify.receive({ wait: 20 });
  const job = JSON.parse(message?.body ?? "{}");
  assertEquals(job.chatId, String(CHAT.id));
  assertEquals(job.replyTo, id);
  assertEquals(job.classes.toSorted(), ["cat", "dog"]);
  assertEquals(job.confidence, 0.4);
  const stored = await chat.backend.objects.get(`images/${job.imgName}`);
  const { width, height } = await pixelsOf(stored);
  assertEquals([width, height], [200, 300]);
});

Deno.test("predict queues a job for each photo of an album", async () => {
  await using chat = await openPolybotChat();
  const photos = [await plainPng(30, 20, RED), await plainPng(30, 20, BLUE)];
  const ids = await chat.person.send({ text: "predict", photos });
  const requested = [];
  for (const _ of ids) {
    const message = await chat.backend.identify.receive({ wait: 20 });
    requested.push(JSON.parse(message?.body ?? "{}").replyTo);
  }
  assertEquals(requested.toSorted(), ids);
});

Deno.test("an update that is delivered again is not answered again", async () => {
  await using chat = await openPolybotChat();
  const update = {
    update_id: 7,
    message: { message_id: 1, date: 1, chat: CHAT, text: "again" },
  };
  for (const deduplicationId of ["a", "b", "c"]) {
    await chat.backend.updates.send(JSON.stringify(update), {
      group: String(CHAT.id),
      deduplicationId,
    });
  }
  await chat.person.send({ text: "last" });
  await chat.person.waitFor(({ text }) =>
    text === "Your original message: last"
  );
  const again = chat.person.events.filter(({ text }) =>
    text === "Your original message: again"
  );
  assertEquals(again.length, 1);
});
