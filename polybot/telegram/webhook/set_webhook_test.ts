import { assert, assertEquals, assertRejects } from "@std/assert";
import { openTemporaryBackend } from "../../../lab/backend/temporary_backend.ts";
import { silentLogger } from "../../../shared/service/logging.ts";
import { Secret } from "../../../shared/service/secret.ts";
import { selfSigned } from "../../../lab/telegram/self_signed_certificate.ts";
import {
  openWebhookScene,
  type WebhookScene,
} from "../../../lab/telegram/webhook_scene.ts";
import { createBot } from "../client.ts";
import { interpretRefusals } from "../errors.ts";
import { fixedToken } from "../token.ts";
import { setUpWebhook, WebhookError } from "./set_webhook.ts";

const OLD = "1234567890:AAF-the-token-that-was-there-at-first";
const NEW = "1234567890:AAF-the-new-token-that-replaced-it---";

async function isAnswered({ person }: WebhookScene, text: string) {
  await person.send({ text });
  await person.waitFor((event) =>
    event.from === "bot" && event.text === `Your original message: ${text}`
  );
}

Deno.test("two bots that start together set the webhook once, with their certificate, and receive updates", async () => {
  await using scene = await openWebhookScene(OLD);
  await Promise.all([scene.startBot(), scene.startBot()]);
  assertEquals(scene.calls("setWebhook"), 1);
  const info = await scene.call("getWebhookInfo");
  assertEquals(info, {
    url: scene.url,
    has_custom_certificate: true,
    pending_update_count: 0,
    max_connections: 100,
    allowed_updates: ["message", "callback_query"],
  });
  for (const text of ["one", "two", "three"]) await isAnswered(scene, text);
  assertEquals(scene.calls("getUpdates"), 0);
});

Deno.test("the webhook is set again only after a change, even one that Telegram does not report", async (t) => {
  await using scene = await openWebhookScene(OLD);
  const setBy = async (start: () => Promise<unknown>) => {
    const before = scene.calls("setWebhook");
    await start();
    await scene.stopBots();
    return scene.calls("setWebhook") - before;
  };
  const start = () => scene.startBot();
  await t.step("the first start sets it", async () => {
    assertEquals(await setBy(start), 1);
  });
  await t.step("the next start does not set it", async () => {
    assertEquals(await setBy(start), 0);
  });
  await t.step("another certificate sets it again", async () => {
    const { certificate } = selfSigned();
    assertEquals(await setBy(() => scene.startBot({ certificate })), 1);
    assertEquals(await setBy(start), 1);
  });
  await t.step("a start after somebody deleted it sets it again", async () => {
    await scene.call("deleteWebhook");
    assertEquals(await setBy(start), 1);
  });
  await t.step("another token sets it again", async () => {
    await scene.replaceToken(NEW);
    assertEquals(await setBy(start), 1);
    assertEquals(await setBy(start), 0);
  });
});

Deno.test("two running bots find a new token, set the webhook again, and lose no update", async () => {
  await using scene = await openWebhookScene(OLD);
  await scene.startBot();
  await scene.startBot();
  await isAnswered(scene, "before");
  await scene.replaceToken(NEW);
  for (const text of ["one", "two", "three", "four"]) {
    await isAnswered(scene, text);
  }
  assert(scene.calls("setWebhook") >= 2);
  const answers = scene.person.events.filter(({ from }) => from === "bot");
  assertEquals(answers.length, 5);
  const log = scene.log();
  for (const token of [OLD, NEW]) {
    assert(!log.includes(token.split(":")[1] ?? ""), "a token is in the log");
  }
});

Deno.test("setting the webhook fails with the differences when Telegram reports another one", async () => {
  const other = {
    url: "https://elsewhere.example.com",
    has_custom_certificate: false,
    pending_update_count: 0,
    max_connections: 40,
    allowed_updates: ["message"],
  };
  await using scene = await openWebhookScene(
    OLD,
    (method) =>
      method === "getWebhookInfo"
        ? Response.json({ ok: true, result: other })
        : undefined,
  );
  const { message } = await assertRejects(
    () => scene.startBot(),
    WebhookError,
    "as Telegram reports another: url is 'https://elsewhere.example.com' instead of",
  );
  for (
    const part of [
      "has_custom_certificate is 'false' instead of 'true'",
      "allowed_updates is 'message' instead of 'callback_query,message'",
      "max_connections is '40' instead of '100'",
    ]
  ) assert(message.includes(part), message);
});

Deno.test("setting the webhook fails with the settings to check when Telegram refuses it", async () => {
  await using scene = await openWebhookScene(
    OLD,
    (method) =>
      method === "setWebhook"
        ? Response.json({
          ok: false,
          error_code: 400,
          description: "Bad Request: bad webhook: failed to resolve host",
        }, { status: 400 })
        : undefined,
  );
  const error = await assertRejects(() => scene.startBot(), WebhookError);
  assert(error.message.includes("failed to resolve host"));
  assert(error.message.includes("TELEGRAM_APP_URL"));
  await assertRejects(() => scene.startBot(), WebhookError);
});

Deno.test("the webhook is set by another machine after one died while setting it", async () => {
  await using scene = await openWebhookScene(OLD);
  const { webhooks } = scene.backend;
  await webhooks.put(scene.url, {
    fingerprint: "",
    claimedUntil: Date.now() + 300,
  });
  await scene.startBot();
  assertEquals(scene.calls("setWebhook"), 1);
  const record = await webhooks.get(scene.url);
  assertEquals(record?.value.claimedUntil, undefined);
});

Deno.test("the webhook is set after the wait that Telegram asks for", async () => {
  let refusals = 1;
  const description = "Too Many Requests: retry after 1";
  const parameters = { retry_after: 1 };
  const refusal = { ok: false, error_code: 429, description, parameters };
  await using scene = await openWebhookScene(
    OLD,
    (method) =>
      method === "setWebhook" && refusals-- > 0
        ? Response.json(refusal, { status: 429 })
        : undefined,
  );
  await scene.startBot();
  assertEquals(scene.calls("setWebhook"), 2);
});

Deno.test("setUpWebhook() fails with the reason when the webhook cannot be set in time", async () => {
  await using temporary = await openTemporaryBackend();
  const { webhooks } = temporary.backend;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => Response.json({ ok: false, error_code: 502, description: "down" }),
  );
  const tokens = fixedToken(new Secret(OLD));
  const { api } = createBot(`http://127.0.0.1:${server.addr.port}`, tokens);
  api.config.use(interpretRefusals(tokens, silentLogger));
  const url = "https://bot.example.com/telegram";
  const log = silentLogger;
  const options = { api, tokens, webhooks, log, url, timeout: 300 };
  await assertRejects(
    () => setUpWebhook(options),
    WebhookError,
    "within 0.3 seconds: the Bot API refuses (502: down)",
  );
  const claimedUntil = Date.now() + 60_000;
  await webhooks.put(url, { fingerprint: "", claimedUntil });
  await assertRejects(
    () => setUpWebhook(options),
    WebhookError,
    "within 0.3 seconds: another machine is setting it",
  );
});
