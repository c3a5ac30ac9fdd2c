import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createLogger } from "../../../shared/service/logging.ts";
import { Secret } from "../../../shared/service/secret.ts";
import { openTemporaryBackend } from "../../../lab/backend/temporary_backend.ts";
import { createBot } from "../client.ts";
import { openTestChat, TOKEN } from "../../../lab/telegram/test_chat.ts";
import { fixedToken } from "../token.ts";
import { setUpWebhook } from "./set_webhook.ts";
import { watchWebhook } from "./watch_webhook.ts";

/** Sets a webhook on the real chat page, and watches it. */
async function openWatch(url: string) {
  const chat = await openTestChat({
    limits: { webhookRetry: [60_000, 60_000] },
  });
  const { backend, directory, ...temporary } = await openTemporaryBackend();
  const destination = join(directory, "log.jsonl");
  const tokens = fixedToken(new Secret(TOKEN));
  const options = {
    api: createBot(chat.serve(), tokens).api,
    tokens,
    webhooks: backend.webhooks,
    log: createLogger({ level: "warn", destination }),
    url,
  };
  await setUpWebhook(options);
  const watch = watchWebhook(options);
  return {
    chat,
    watch,
    lines: () =>
      Deno.readTextFileSync(destination).split("\n").slice(0, -1)
        .map((line) => JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      watch.stop();
      await chat[Symbol.asyncDispose]();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

Deno.test("watchWebhook() logs that somebody deleted the webhook, and does not set it again", async () => {
  await using scene = await openWatch("http://127.0.0.1:1/telegram");
  await scene.watch.check();
  assertEquals(scene.lines(), []);
  await scene.chat.call("deleteWebhook");
  await scene.watch.check();
  const [line, ...more] = scene.lines();
  assertEquals([line.level, more], ["error", []]);
  assertStringIncludes(line.reason, "url is '' instead of");
  assertEquals((await scene.chat.call("getWebhookInfo")).result.url, "");
});

Deno.test("watchWebhook() logs once that Telegram could not send an update", async () => {
  await using scene = await openWatch("http://127.0.0.1:1/telegram");
  await scene.chat.post({ text: "hello" });
  let info;
  do {
    info = (await scene.chat.call("getWebhookInfo")).result;
  } while (info.last_error_message === undefined);
  for (let time = 0; time < 2; time++) await scene.watch.check();
  const [line, ...more] = scene.lines();
  assertEquals([line.level, line.pending, more], ["warn", 1, []]);
  assertEquals(line.reason, "Connection failed");
});
