/** Tests with an unmodified grammY over a real connection. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  Api,
  Bot,
  GrammyError,
  InlineKeyboard,
  InputFile,
  InputMediaBuilder,
} from "grammy";
import type { Message } from "grammy/types";
import { CHAT } from "../conversation/identity.ts";
import { GREEN, plainPng, RED } from "../../lab/pictures/plain_pictures.ts";
import {
  file,
  openTestChat,
  type TestChat,
  TOKEN,
} from "../../lab/telegram/test_chat.ts";

const connect = (chat: TestChat) => new Api(TOKEN, { apiRoot: chat.serve() });

Deno.test("grammY's Bot answers a person by long polling", async () => {
  await using chat = await openTestChat();
  const apiRoot = chat.serve();
  const bot = new Bot(TOKEN, { client: { apiRoot } });
  const handled: string[] = [];
  bot.command("start", (ctx) => ctx.reply(`Welcome, ${ctx.from?.first_name}`));
  bot.on("message:photo", async (ctx) => {
    handled.push(`${ctx.msg.photo.length} sizes, ${ctx.msg.caption}`);
    const { file_path } = await ctx.getFile();
    const address = `${apiRoot}/file/bot${TOKEN}/${file_path}`;
    const bytes = await (await fetch(address)).bytes();
    await ctx.replyWithPhoto(new InputFile(bytes, "same.jpg"), {
      reply_parameters: { message_id: ctx.msg.message_id },
      reply_markup: new InlineKeyboard().text("Again", "again"),
    });
  });
  bot.callbackQuery("again", async (ctx) => {
    const replied = ctx.callbackQuery.message?.reply_to_message;
    handled.push(`again ${replied?.photo?.length}`);
    await ctx.answerCallbackQuery("Once more");
    await ctx.editMessageReplyMarkup();
  });
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const running = bot.start({ onStart: () => resolve() });
  await started;

  await chat.post({ text: "/start" });
  assertEquals((await chat.events(2))[1]?.text, "Welcome, You");
  const photo = file(await plainPng(400, 200, RED), "a.png");
  await chat.post({ text: "look", photo });
  const [, shown] = await chat.events(2, 2);
  assertEquals([shown?.width, shown?.height, shown?.replyTo], [400, 200, 3]);
  const pressed = await chat.app.request("/api/buttons", {
    method: "POST",
    body: JSON.stringify({ messageId: shown?.id, data: "again" }),
  });
  assertEquals(pressed.status, 202);
  const [edit] = await chat.events(1, 4);
  assertEquals([edit?.editOf, edit?.buttons], [4, undefined]);
  assertEquals(handled, ["3 sizes, look", "again 3"]);

  await bot.stop();
  await running;
  assertEquals(await chat.updates(), []);
});

Deno.test("grammY's Api calls every method that the bot uses", async () => {
  await using chat = await openTestChat();
  const api = connect(chat);
  const png = await plainPng(400, 200, RED);
  const upload = (name = "red.png") => new InputFile(png, name);

  assertEquals((await api.getMe()).username, "polybot");
  assertEquals(
    await api.setMyCommands([{ command: "blur", description: "Soften" }]),
    true,
  );
  assertEquals((await api.getMyCommands()).length, 1);
  const text = await api.sendMessage(CHAT.id, "<b>hello</b>", {
    parse_mode: "HTML",
  });
  assertEquals(text.entities?.length, 1);
  assertEquals(await api.sendChatAction(CHAT.id, "upload_photo"), true);
  const photo = await api.sendPhoto(CHAT.id, upload("a; b.png"), {
    caption: "photo",
    reply_parameters: { message_id: text.message_id },
  });
  assertEquals(photo.photo.at(-1)?.width, 400);
  const document = await api.sendDocument(CHAT.id, upload("a; b.png"));
  assertEquals(document.document.file_size, png.length);
  const album: Message[] = await api.sendMediaGroup(CHAT.id, [
    InputMediaBuilder.photo(upload(), { caption: "one" }),
    InputMediaBuilder.photo(photo.photo[0]?.file_id ?? ""),
    InputMediaBuilder.photo(new InputFile(await plainPng(9, 9, GREEN))),
  ]);
  assertEquals(album.map(({ photo }) => photo?.length), [3, 3, 1]);
  const edited = await api.editMessageText(CHAT.id, text.message_id, "bye", {
    reply_markup: new InlineKeyboard().text("a", "b"),
  });
  assert(edited !== true && "text" in edited && edited.text === "bye");
  await api.editMessageReplyMarkup(CHAT.id, text.message_id);
  const { file_path } = await api.getFile(document.document.file_id);
  assert(file_path?.startsWith("documents/"));
  assertEquals(await api.setWebhook("http://127.0.0.1:1/"), true);
  assertEquals((await api.getWebhookInfo()).url, "http://127.0.0.1:1/");
  assertEquals(await api.deleteWebhook(), true);
  assertEquals(await api.getUpdates({ timeout: 0 }), []);
});

Deno.test("grammY reads a refusal as a GrammyError", async () => {
  await using chat = await openTestChat();
  const api = connect(chat);
  const refused = async (call: () => Promise<unknown>) => {
    const { error_code, description } = await assertRejects(call, GrammyError);
    return `${error_code} ${description}`;
  };
  assertEquals(
    await refused(() => api.sendMessage(1, "a")),
    "400 Bad Request: chat not found",
  );
  assertEquals(
    await refused(() =>
      api.sendPhoto(CHAT.id, new InputFile(new Uint8Array(9)))
    ),
    "400 Bad Request: IMAGE_PROCESS_FAILED",
  );
  assertEquals(
    await refused(() => api.sendPhoto(CHAT.id, "no-such-id")),
    "400 Bad Request: wrong file identifier/HTTP URL specified",
  );
  assertEquals(
    await refused(() => api.answerCallbackQuery("1")),
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
  );
  assertEquals(
    await refused(() => api.deleteMessage(CHAT.id, 1)),
    "404 Not Found",
  );
  const older = refused(() => api.getUpdates({ timeout: 50 }));
  // The older call must arrive first.
  await api.getMe();
  const newer = api.getUpdates({ timeout: 50 });
  assertEquals(
    await older,
    "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  );
  await chat.post({ text: "end" });
  assertEquals((await newer).length, 1);
  const apiRoot = chat.serve();
  assertEquals(
    await refused(() => new Api("1:wrong", { apiRoot }).getMe()),
    "401 Unauthorized",
  );
});

Deno.test("grammY receives an album as one update per photo, all in one response", async () => {
  await using chat = await openTestChat();
  const api = connect(chat);
  const waiting = api.getUpdates({ timeout: 50 });
  const photo = [];
  for (const colour of [RED, GREEN, RED]) {
    photo.push(file(await plainPng(40, 20, colour), "a.png"));
  }
  const { body } = await chat.post({ text: "concat", photo });
  const messages = (await waiting).map((update) => update.message);
  assertEquals(messages.map((message) => message?.message_id), body.messageIds);
  assertEquals(messages.map((message) => message?.caption), [
    "concat",
    undefined,
    undefined,
  ]);
  const [first, ...others] = messages.map((message) => message?.media_group_id);
  assert(first !== undefined && others.every((album) => album === first));
});

Deno.test("grammY uploads the webhook's certificate", async () => {
  await using chat = await openTestChat();
  const api = connect(chat);
  const certificate = new InputFile(new TextEncoder().encode("PEM"), "a.pem");
  await api.setWebhook("https://127.0.0.1:1/", { certificate });
  assertEquals((await api.getWebhookInfo()).has_custom_certificate, true);
});
