import { assertEquals } from "@std/assert";
import { openTestChat } from "../../../lab/telegram/test_chat.ts";

Deno.test("setMyCommands stores the commands for getMyCommands and the page", async () => {
  await using chat = await openTestChat();
  const commands = [{ command: "help", description: "What I can do" }];
  await chat.call("setMyCommands", {
    commands: [{ command: "/HELP", description: " What I can do " }],
    scope: { type: "all_private_chats" },
  });
  assertEquals((await chat.call("getMyCommands")).result, commands);
  const page = await chat.app.request("/api/commands");
  assertEquals(await page.json(), commands);
  await chat.call("deleteMyCommands");
  assertEquals((await chat.call("getMyCommands")).result, []);
});

Deno.test("setMyCommands refuses names and descriptions that Telegram refuses", async () => {
  await using chat = await openTestChat();
  const refused = async (...commands: object[]) =>
    (await chat.call("setMyCommands", { commands })).description;
  const description = "x";
  for (const command of ["", "a b", "ä", "a".repeat(33)]) {
    assertEquals(
      await refused({ command, description }),
      "Bad Request: BOT_COMMAND_INVALID",
    );
  }
  for (const description of [" ", "x".repeat(257)]) {
    assertEquals(
      await refused({ command: "a", description }),
      "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    );
  }
  assertEquals(
    await refused(...Array(101).fill({ command: "a", description })),
    "Bad Request: BOT_COMMANDS_TOO_MUCH",
  );
  assertEquals(
    await refused({ command: "a" }),
    "Bad Request: can't parse commands JSON object",
  );
});

Deno.test("answerCallbackQuery answers a query once", async () => {
  await using chat = await openTestChat();
  const tooOld =
    "Bad Request: query is too old and response timeout expired or query ID is invalid";
  const answer = (callback_query_id: string, text = "") =>
    chat.call("answerCallbackQuery", { callback_query_id, text });
  assertEquals((await answer("123")).description, tooOld);
  await chat.sendAsBot("?", {
    reply_markup: {
      inline_keyboard: [[{ text: "a", callback_data: "1" }]],
    },
  });
  await chat.app.request("/api/buttons", {
    method: "POST",
    body: '{"messageId": 1, "data": "1"}',
  });
  const [update] = await chat.updates();
  const id = update?.callback_query?.id ?? "";
  assertEquals(
    (await answer(id, "x".repeat(201))).description,
    "Bad Request: MESSAGE_TOO_LONG",
  );
  assertEquals((await answer(id)).result, true);
  assertEquals((await answer(id)).description, tooOld);
});

Deno.test("getFile refuses files that are unknown or too large", async () => {
  await using chat = await openTestChat({ limits: { personFile: 100 } });
  const get = async (file_id?: string) =>
    (await chat.call("getFile", { file_id })).description;
  assertEquals(await get(), "Bad Request: file_id not specified");
  assertEquals(
    await get("nonsense"),
    "Bad Request: wrong file_id or the file is temporarily unavailable",
  );
  const form = new FormData();
  form.set("chat_id", "716208463");
  form.set("document", new File([new Uint8Array(101)], "a.bin"));
  const { result } = await chat.call("sendDocument", form);
  assertEquals(
    await get(result.document.file_id),
    "Bad Request: file is too big",
  );
});
