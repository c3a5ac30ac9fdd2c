import { assert, assertEquals } from "@std/assert";
import { openTestChat } from "../../lab/telegram/test_chat.ts";

interface Received {
  readonly secret: string | null;
  readonly text: string | undefined;
  readonly updateId: number;
}

/** Serves a webhook on loopback that answers with these statuses in turn, and then with 200. */
function openReceiver(...statuses: number[]) {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      if (request.url.endsWith("/elsewhere")) return new Response("ok");
      const update = await request.json();
      received.push({
        secret: request.headers.get("x-telegram-bot-api-secret-token"),
        text: update.message?.text,
        updateId: update.update_id,
      });
      for (const { count, resolve } of waiting) {
        if (received.length >= count) resolve();
      }
      const status = statuses.shift() ?? 200;
      const headers = status === 302 ? { location: "/elsewhere" } : {};
      return new Response("ok", { status, headers });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/hook`,
    received,
    /** Waits for `count` requests. */
    async get(count: number): Promise<Received[]> {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (received.length >= count) resolve();
      await promise;
      return received;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const FAST_RETRIES = { limits: { webhookRetry: [5, 20] } } as const;

/** Waits until every update is delivered, and returns the webhook's state. */
async function untilDelivered(chat: Awaited<ReturnType<typeof openTestChat>>) {
  for (;;) {
    const { result } = await chat.call("getWebhookInfo");
    if (result.pending_update_count === 0) return result;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

Deno.test("a webhook gets each update in order, with the secret in its header", async () => {
  await using receiver = openReceiver();
  await using chat = await openTestChat(FAST_RETRIES);
  await chat.post({ text: "before" });
  await chat.call("setWebhook", { url: receiver.url, secret_token: "s-1" });
  await chat.post({ text: "after" });
  const received = await receiver.get(2);
  assertEquals(received.map(({ text }) => text), ["before", "after"]);
  assertEquals(received.map(({ secret }) => secret), ["s-1", "s-1"]);
  assertEquals(await untilDelivered(chat), {
    url: receiver.url,
    has_custom_certificate: false,
    pending_update_count: 0,
    max_connections: 40,
  });
});

Deno.test("an update is sent again until the webhook accepts it, and getWebhookInfo shows the last error", async () => {
  await using receiver = openReceiver(500, 302);
  await using chat = await openTestChat(FAST_RETRIES);
  await chat.call("setWebhook", { url: receiver.url });
  await chat.post({ text: "one" });
  await chat.post({ text: "two" });
  const received = await receiver.get(4);
  const [first] = received;
  assertEquals(received.map(({ text }) => text), ["one", "one", "one", "two"]);
  assertEquals(received[2]?.updateId, first?.updateId);
  assertEquals(first?.secret, null);
  const info = await untilDelivered(chat);
  assertEquals(
    info.last_error_message,
    "Wrong response from the webhook: 302 Found",
  );
  assert(info.last_error_date > 1_700_000_000);
});

Deno.test("an update waits while the webhook is unreachable", async () => {
  const gone = openReceiver();
  await gone[Symbol.asyncDispose]();
  await using chat = await openTestChat(FAST_RETRIES);
  await chat.call("setWebhook", { url: gone.url });
  await chat.post({ text: "one" });
  let info;
  do {
    await new Promise((resolve) => setTimeout(resolve, 5));
    info = (await chat.call("getWebhookInfo")).result;
  } while (info.last_error_message === undefined);
  assertEquals(info.last_error_message, "Connection refused");
  assertEquals(info.pending_update_count, 1);

  await using receiver = openReceiver();
  await chat.call("setWebhook", { url: receiver.url });
  assertEquals((await receiver.get(1))[0]?.text, "one");
  assertEquals((await untilDelivered(chat)).last_error_message, undefined);
});

Deno.test("a webhook continues after a restart with the pending updates", async () => {
  await using receiver = openReceiver(500);
  const slow = { limits: { webhookRetry: [60_000, 60_000] } } as const;
  await using chat = await openTestChat(slow);
  await chat.call("setWebhook", { url: receiver.url, secret_token: "s" });
  await chat.post({ text: "one" });
  await receiver.get(1);
  await chat.restart();
  assertEquals((await receiver.get(2)).map(({ text }) => text), ["one", "one"]);
});

Deno.test("getUpdates and a webhook exclude each other", async () => {
  await using receiver = openReceiver();
  await using chat = await openTestChat(FAST_RETRIES);
  const waiting = chat.call("getUpdates", { timeout: 50 });
  const set = await chat.call("setWebhook", { url: receiver.url });
  assertEquals(set.description, "Webhook was set");
  const ended = await waiting;
  assertEquals([ended.status, ended.description], [
    409,
    "Conflict: terminated by setWebhook request",
  ]);
  const refused = await chat.call("getUpdates");
  assertEquals([refused.status, refused.description], [
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ]);
  const descriptions = [
    await chat.call("setWebhook", { url: receiver.url }),
    await chat.call("deleteWebhook"),
    await chat.call("setWebhook", { url: "" }),
  ].map(({ description }) => description);
  assertEquals(descriptions, [
    "Webhook is already set",
    "Webhook was deleted",
    "Webhook is already deleted",
  ]);
  assertEquals((await chat.call("getUpdates")).ok, true);
});

Deno.test("drop_pending_updates deletes the pending updates", async () => {
  await using chat = await openTestChat();
  await chat.post({ text: "one" });
  await chat.call("deleteWebhook", { drop_pending_updates: true });
  assertEquals(await chat.updates(), []);
  await chat.post({ text: "two" });
  assertEquals((await chat.updates()).map((update) => update.message?.text), [
    "two",
  ]);
});

Deno.test("setWebhook refuses addresses and secrets that Telegram refuses", async () => {
  await using chat = await openTestChat();
  const set = async (payload: object) =>
    (await chat.call("setWebhook", payload)).description;
  assertEquals(
    await set({ url: "http://example.com/" }),
    "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
  );
  for (const url of ["nonsense", "ftp://127.0.0.1/"]) {
    assertEquals(
      await set({ url }),
      "Bad Request: invalid webhook URL specified",
    );
  }
  assertEquals(
    await set({ url: "http://127.0.0.1/", secret_token: "a b" }),
    "Bad Request: secret token contains unallowed characters",
  );
});
