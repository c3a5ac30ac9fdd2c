import { assert, assertEquals } from "@std/assert";
import { openPolybotChat } from "../../lab/telegram/polybot_chat.ts";
import {
  BLUE,
  pixelsOf,
  plainPng,
  RED,
} from "../../lab/pictures/plain_pictures.ts";

Deno.test("a photo without a caption gets buttons that lead to an answer", async () => {
  await using chat = await openPolybotChat();
  const { person } = chat;
  const photos = [await plainPng(90, 60, RED)];
  const [photo] = await person.send({ photos });
  const question = await person.waitForAnswer(photo);
  const buttons = question.buttons?.flat() ?? [];
  assert(!buttons.some(({ text }) => /concat/i.test(text)), "one photo");

  const rotate = buttons.find(({ text }) => /rotate/i.test(text));
  await person.press(question.id, rotate?.data ?? "");
  const menu = await person.waitFor(({ editOf }) => editOf === question.id);
  const half = menu.buttons?.flat().find(({ data }) => data === "run:rotate");
  await person.press(question.id, half?.data ?? "");
  const answer = await person.waitFor(({ from, photoUrl, replyTo }) =>
    from === "bot" && photoUrl !== undefined && replyTo === photo
  );
  const image = await pixelsOf(await person.fetch(answer.photoUrl ?? ""));
  assertEquals([image.width, image.height], [60, 90]);
});

Deno.test("an album without a caption gets buttons that combine it", async () => {
  await using chat = await openPolybotChat();
  const { person } = chat;
  const photos = [await plainPng(60, 60, RED), await plainPng(60, 60, BLUE)];
  const [first] = await person.send({ photos });
  const question = await person.waitForAnswer(first);
  assert(question.text?.includes("2 photos"));
  await person.press(question.id, "menu:concat");
  await person.waitFor(({ editOf }) => editOf === question.id);
  await person.press(question.id, "run:concat vertical");
  const answer = await person.waitFor(({ from, photoUrl }) =>
    from === "bot" && photoUrl !== undefined
  );
  const image = await pixelsOf(await person.fetch(answer.photoUrl ?? ""));
  assertEquals([image.width, image.height], [60, 120]);
});
