import { assertEquals, assertRejects } from "@std/assert";
import { Api, GrammyError } from "grammy";
import { RetryLaterError } from "../../shared/consumer/mod.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import { Secret } from "../../shared/service/secret.ts";
import { until } from "../../lab/until.ts";
import { plainPng, RED } from "../../lab/pictures/plain_pictures.ts";
import {
  openWebhookScene,
  type WebhookScene,
} from "../../lab/telegram/webhook_scene.ts";
import { interpretRefusals, UnreachableChatError } from "./errors.ts";
import { fixedToken, type TokenSource } from "./token.ts";

const SCENE_TOKEN = "1234567890:AAF-the-token-of-the-refusals-test-he";
const TOKEN = fixedToken(new Secret("1:a"));

/** Calls a real server with the given answers. @return the outcome, and the number of calls received */
async function callTo(
  answer: (count: number) => Response,
  tokens: TokenSource = TOKEN,
) {
  let calls = 0;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => answer(++calls),
  );
  const apiRoot = `http://127.0.0.1:${server.addr.port}`;
  const api = new Api("1:a", { apiRoot });
  api.config.use(interpretRefusals(tokens, silentLogger));
  const [settled] = await Promise.allSettled([api.sendChatAction(1, "typing")]);
  return { calls, settled };
}

const refusal = (error_code: number, description: string, parameters = {}) =>
  Response.json({ ok: false, error_code, description, parameters }, {
    status: error_code,
  });

/** Returns the error of a call that the Bot API refuses. */
async function refused(
  error_code: number,
  description: string,
  parameters = {},
): Promise<unknown> {
  const { settled } = await callTo(() =>
    refusal(error_code, description, parameters)
  );
  return settled.status === "rejected" ? settled.reason : undefined;
}

const secondsOf = (error: unknown) =>
  error instanceof RetryLaterError ? error.seconds : error;

Deno.test("a flood limit causes a retry after the time that Telegram requests, or after five seconds", async () => {
  const error = await refused(429, "Too Many Requests", { retry_after: 17 });
  assertEquals(secondsOf(error), 17);
  assertEquals(secondsOf(await refused(429, "Too Many Requests")), 5);
});

Deno.test("a server that is down, or is not a Bot API, causes a retry", async () => {
  assertEquals(secondsOf(await refused(502, "Bad Gateway")), 5);
  const { settled } = await callTo(() => new Response("<html>maintenance"));
  assertEquals(
    settled.status === "rejected" && secondsOf(settled.reason),
    5,
  );
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(),
  );
  const apiRoot = `http://127.0.0.1:${server.addr.port}`;
  await server.shutdown();
  const api = new Api("1:a", { apiRoot });
  api.config.use(interpretRefusals(TOKEN, silentLogger));
  await assertRejects(() => api.getMe(), RetryLaterError);
});

Deno.test("a chat that accepts nothing from the bot causes an UnreachableChatError", async () => {
  for (
    const [code, description] of [
      [403, "Forbidden: bot was blocked by the user"],
      [400, "Bad Request: chat not found"],
    ] as const
  ) {
    const error = await refused(code, description);
    assertEquals(error instanceof UnreachableChatError, true, description);
  }
});

Deno.test("any other refusal is thrown as grammY's error", async () => {
  const error = await refused(400, "Bad Request: message text is empty");
  assertEquals(error instanceof GrammyError, true);
});

/** Waits until no update is queued or in flight. */
async function waitUntilHandled({ backend }: WebhookScene) {
  await until(async () => {
    const { visible, inFlight } = await backend.updates.depth();
    return visible + inFlight === 0;
  });
}

Deno.test("an answer, a picture or a notice to a user who blocked the bot is not retried", async () => {
  let isBlocked = false;
  await using scene = await openWebhookScene(
    SCENE_TOKEN,
    (method) =>
      isBlocked && !/^(get|set)/.test(method)
        ? refusal(403, "Forbidden: bot was blocked by the user")
        : undefined,
  );
  await scene.startBot();
  const photos = [await plainPng(30, 20, RED)];
  const [photo] = await scene.person.send({ photos });
  const menu = await scene.person.waitForAnswer(photo);
  isBlocked = true;
  await scene.person.send({ text: "hello" });
  await scene.person.send({ text: "blur", photos });
  const [button] = menu.buttons?.flat() ?? [];
  await scene.person.press(menu.id, button?.data ?? "");
  await until(() => scene.calls("answerCallbackQuery") > 0);
  await waitUntilHandled(scene);
  assertEquals(
    ["sendMessage", "sendPhoto", "answerCallbackQuery"].map(scene.calls),
    [2, 1, 1],
  );
  assertEquals(await scene.backend.updates.deadLetters(), 0);
});

Deno.test("an answer that hits a flood limit is sent after the limit ends", async () => {
  let refusals = 2;
  await using scene = await openWebhookScene(
    SCENE_TOKEN,
    (method) =>
      method === "sendMessage" && refusals-- > 0
        ? refusal(429, "Too Many Requests", { retry_after: 1 })
        : undefined,
  );
  await scene.startBot();
  await scene.person.send({ text: "one" });
  await scene.person.waitFor(({ text }) =>
    text === "Your original message: one"
  );
  assertEquals(scene.calls("sendMessage"), 3);
});
