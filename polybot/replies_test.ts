import { assertEquals, assertRejects } from "@std/assert";
import { type Api, GrammyError } from "grammy";
import { TryLaterError } from "../shared/consumer.ts";
import { replyWithText } from "./replies.ts";

const refusing = (error_code: number, description: string, parameters = {}) =>
  ({
    sendMessage: () =>
      Promise.reject(
        new GrammyError(
          "Call to 'sendMessage' failed!",
          { ok: false, error_code, description, parameters },
          "sendMessage",
          {},
        ),
      ),
  }) as unknown as Api;

const reply = (api: Api) => replyWithText(api, { chatId: 1 }, { text: "hi" });

Deno.test("a flood limit is waited for as long as Telegram says", async () => {
  const api = refusing(429, "Too Many Requests", { retry_after: 17 });
  const error = await assertRejects(() => reply(api), TryLaterError);
  assertEquals(error.seconds, 17);
});

Deno.test("a person who blocked the bot is not asked again", async () => {
  await reply(refusing(403, "Forbidden: bot was blocked by the user"));
  await reply(refusing(400, "Bad Request: chat not found"));
});

Deno.test("any other refusal is an error", async () => {
  await assertRejects(
    () => reply(refusing(400, "Bad Request: message text is empty")),
    GrammyError,
  );
});
