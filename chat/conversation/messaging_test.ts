import { assertEquals, assertThrows } from "@std/assert";
import { openChat } from "../open_chat.ts";
import { CHAT, PERSON } from "./identity.ts";

async function openTestMessaging() {
  const directory = await Deno.makeTempDir({ prefix: "polybot-messaging-" });
  const chat = await openChat({ directory, token: "42:token" });
  return {
    ...chat,
    async [Symbol.asyncDispose]() {
      chat.database.close();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

Deno.test("postAsPerson() stores message, event and update under one id before it announces them", async () => {
  await using chat = await openTestMessaging();
  const announced: string[] = [];
  chat.updates.listen(() => announced.push(`${chat.updates.count()} update`));
  chat.events.listen({
    onLogged: () => announced.push(`${chat.events.after(0, 9).length} event`),
    onTransient() {},
  });
  const [message] = chat.messaging.postAsPerson([{ text: "hello" }]);
  assertEquals(message?.from, PERSON);
  assertEquals(message?.chat, CHAT);
  assertEquals(chat.messages.get(1), message);
  assertEquals(chat.updates.pending(9)[0]?.message, message);
  assertEquals(chat.events.after(0, 9)[0]?.id, message?.message_id);
  assertEquals(announced, ["1 event", "1 update"]);
});

Deno.test("postAsPerson() stores all messages of an album or none", async () => {
  await using chat = await openTestMessaging();
  const medium = await chat.media.create("document", {
    bytes: new Uint8Array(1),
  });
  // Recording the same medium twice fails.
  const twice = [{ media: medium }, { media: medium }];
  assertThrows(() => chat.messaging.postAsPerson(twice));
  assertEquals(chat.messages.get(1), undefined);
  assertEquals(chat.events.after(0, 9), []);
  assertEquals(chat.updates.count(), 0);
});

Deno.test("an edit takes the next id of the messages' sequence", async () => {
  await using chat = await openTestMessaging();
  const { messaging, events } = chat;
  const [first] = messaging.postAsBot([{ text: "a" }]);
  if (!first) throw new TypeError("Cannot edit: nothing was sent");
  messaging.edit(first, { text: "b" });
  const [next] = messaging.postAsBot([{ text: "c" }]);
  assertEquals([first.message_id, next?.message_id], [1, 3]);
  assertEquals(
    events.after(0, 9).map(({ id, text, editOf }) => [id, text, editOf]),
    [[1, "a", undefined], [2, "b", 1], [3, "c", undefined]],
  );
});

Deno.test("neither a bot's message nor its edit creates an update", async () => {
  await using chat = await openTestMessaging();
  const [first] = chat.messaging.postAsBot([{ text: "a" }]);
  if (first) chat.messaging.edit(first, { text: "b" });
  assertEquals(chat.updates.count(), 0);
});
