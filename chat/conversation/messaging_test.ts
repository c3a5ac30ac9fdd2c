import { assertEquals, assertThrows } from "@std/assert";
import { openChat } from "../open_chat.ts";
import { CHAT, PERSON } from "./identity.ts";

async function openTestConversation() {
  const directory = await Deno.makeTempDir({ prefix: "polybot-talk-" });
  const chat = await openChat({ directory, token: "42:token" });
  return {
    ...chat,
    async [Symbol.asyncDispose]() {
      chat.database.close();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

Deno.test("postAsPerson() stores message, event and update under one id, and tells of them after that", async () => {
  await using talk = await openTestConversation();
  const told: string[] = [];
  talk.updates.listen(() => told.push(`${talk.updates.count()} update`));
  talk.events.listen({
    onLogged: () => told.push(`${talk.events.after(0, 9).length} event`),
    onPassing() {},
  });
  const [message] = talk.conversation.postAsPerson([{ text: "hello" }]);
  assertEquals(message?.from, PERSON);
  assertEquals(message?.chat, CHAT);
  assertEquals(talk.messages.get(1), message);
  assertEquals(talk.updates.pending(9)[0]?.message, message);
  assertEquals(talk.events.after(0, 9)[0]?.id, message?.message_id);
  assertEquals(told, ["1 event", "1 update"]);
});

Deno.test("postAsPerson() stores all messages of an album, or none", async () => {
  await using talk = await openTestConversation();
  const photo = await talk.media.newDocument(new Uint8Array(1), {});
  // the same medium twice breaks the rule that a medium is new once
  const twice = [{ media: photo }, { media: photo }];
  assertThrows(() => talk.conversation.postAsPerson(twice));
  assertEquals(talk.messages.get(1), undefined);
  assertEquals(talk.events.after(0, 9), []);
  assertEquals(talk.updates.count(), 0);
});

Deno.test("an edit takes the next number of the one sequence", async () => {
  await using talk = await openTestConversation();
  const { conversation, events } = talk;
  const [first] = conversation.postAsBot([{ text: "a" }]);
  if (!first) throw new TypeError("Cannot edit: nothing was sent");
  conversation.edit(first, { text: "b" });
  const [next] = conversation.postAsBot([{ text: "c" }]);
  assertEquals([first.message_id, next?.message_id], [1, 3]);
  assertEquals(
    events.after(0, 9).map(({ id, text, editOf }) => [id, text, editOf]),
    [[1, "a", undefined], [2, "b", 1], [3, "c", undefined]],
  );
});

Deno.test("a bot's message makes no update, an edit neither", async () => {
  await using talk = await openTestConversation();
  const [first] = talk.conversation.postAsBot([{ text: "a" }]);
  if (first) talk.conversation.edit(first, { text: "b" });
  assertEquals(talk.updates.count(), 0);
});
