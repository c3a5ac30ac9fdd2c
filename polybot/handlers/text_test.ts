import { assertEquals, assertStringIncludes } from "@std/assert";
import { ACTIONS } from "../actions/mod.ts";
import { CHAT, PERSON } from "../../chat/conversation/identity.ts";
import { openPolybotChat } from "../../lab/telegram/polybot_chat.ts";

Deno.test("texts are greeted, explained, echoed and quoted", async (t) => {
  await using chat = await openPolybotChat();
  const { person } = chat;
  const answerAfter = async (text: string, replyTo?: number) => {
    const [id] = await person.send({
      text,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    return await person.waitFor((event) =>
      event.from === "bot" && id !== undefined && event.id > id
    );
  };

  for (const text of ["/start", "/help", "Oh, HELLO there"]) {
    await t.step(`${text} gets the welcome with every action`, async () => {
      const answer = await answerAfter(text);
      for (const { usage, summary } of ACTIONS) {
        assertStringIncludes(answer.text ?? "", usage);
        assertStringIncludes(answer.text ?? "", summary);
      }
    });
  }

  await t.step("any other text is echoed", async () => {
    const answer = await answerAfter("Othello is a play");
    assertEquals(answer.text, "Your original message: Othello is a play");
    assertEquals(answer.replyTo, undefined);
  });

  await t.step("a reply is quoted back", async () => {
    const [first] = await person.send({ text: "one" });
    const [reply] = await person.send({
      text: "two",
      ...(first === undefined ? {} : { replyTo: first }),
    });
    const answer = await person.waitForAnswer(reply);
    assertEquals(answer.text, "two");
  });

  await t.step(
    "a reply that asks not to be quoted is echoed instead",
    async () => {
      const { id } = await answerAfter("three");
      const answer = await answerAfter("Please don't quote me", id);
      assertEquals(answer.replyTo, undefined);
      assertStringIncludes(answer.text ?? "", "Please don't quote me");
    },
  );

  await t.step("an action's command explains how to use it", async () => {
    const answer = await answerAfter("/salt_and_pepper");
    assertStringIncludes(answer.text ?? "", "salt and pepper");
    assertStringIncludes(answer.text ?? "", "caption");
  });

  await t.step("a sticker is answered with what can be sent", async () => {
    const update = {
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        chat: CHAT,
        from: PERSON,
        sticker: {},
      },
    };
    await chat.backend.updates.send(JSON.stringify(update), {
      group: String(CHAT.id),
      deduplicationId: "1",
    });
    const answer = await person.waitFor((event) =>
      event.text?.includes("I work on photos") === true
    );
    assertEquals(answer.replyTo, undefined);
  });
});
