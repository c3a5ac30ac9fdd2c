import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CHAT } from "../../chat/conversation/identity.ts";
import { COMMANDS } from "../bot.ts";
import {
  openPolybotChat,
  type PolybotChat,
} from "../../lab/telegram/polybot_chat.ts";

/** Stores predictions of a chat, a minute apart, the oldest first. */
async function predict(
  { backend }: PolybotChat,
  chatId: number,
  classes: readonly string[],
) {
  for (const [minute, name] of classes.entries()) {
    const predictionId = `${chatId}-${minute}`;
    await backend.predictions.put(predictionId, {
      predictionId,
      chatId,
      originalImgPath: "images/a.jpg",
      predictedImgPath: "images/a-predicted.jpg",
      labels: [{
        class: name,
        cx: 0.5,
        cy: 0.5,
        width: 1,
        height: 1,
        score: 0.5,
      }],
      time: new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString(),
    });
  }
}

/** Returns the objects that a page of the history lists. */
const objectsIn = (text: string | undefined) =>
  [...text?.matchAll(/ — (\w+): 1$/gm) ?? []].map(([, name]) => name);

/** Returns the buttons of a message. */
const buttonsOf = (
  event: { buttons?: readonly (readonly { text: string; data: string }[])[] },
) => event.buttons?.flat() ?? [];

Deno.test("/history shows the chat's own predictions in pages, the latest first", async () => {
  await using chat = await openPolybotChat();
  const { person } = chat;
  const classes = Array.from({ length: 23 }, (_, at) => `thing${at}`);
  await predict(chat, CHAT.id, classes);
  await predict(chat, CHAT.id + 1, ["secret"]);
  const latestFirst = classes.map((name) => `T${name.slice(1)}`).reverse();

  const [id = NaN] = await person.send({ text: "/history" });
  const first = await person.waitFor((event) => event.id > id);
  assertEquals(objectsIn(first.text), latestFirst.slice(0, 10));
  assertStringIncludes(first.text ?? "", "1 Jan 2026, 09:22 — Thing22: 1");
  assertEquals(buttonsOf(first).map(({ text }) => text), ["Older »"]);

  /** Presses the button with this text, and returns the changed message. */
  const press = async (event: typeof first, label: string) => {
    const button = buttonsOf(event).find(({ text }) => text === label);
    assert(button, label);
    await person.press(first.id, button.data);
    return await person.waitFor(({ editOf, id }) =>
      editOf === first.id && id > event.id
    );
  };
  const second = await press(first, "Older »");
  assertEquals(objectsIn(second.text), latestFirst.slice(10, 20));
  const last = await press(second, "Older »");
  assertEquals(objectsIn(last.text), latestFirst.slice(20));
  assertEquals(buttonsOf(last).map(({ text }) => text), ["« Newer"]);
  const again = await press(last, "« Newer");
  assertEquals(objectsIn(again.text), latestFirst.slice(10, 20));
});

Deno.test("/history explains itself while it is empty, and is in the menu and in help", async () => {
  await using chat = await openPolybotChat();
  const { person } = chat;
  const [id = NaN] = await person.send({ text: "/history" });
  const answer = await person.waitFor((event) => event.id > id);
  assertStringIncludes(answer.text ?? "", "a photo with the caption “predict”");
  assertEquals(answer.buttons, undefined);

  assert(COMMANDS.some(({ command }) => command === "history"));
  await person.send({ text: "/help" });
  const help = await person.waitFor((event) => event.id > answer.id + 1);
  assertStringIncludes(help.text ?? "", "/history");
});
