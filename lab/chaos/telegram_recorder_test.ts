import { assert, assertEquals, assertRejects } from "@std/assert";
import { until } from "../until.ts";
import { type Delivery, startTelegramRecorder } from "./telegram_recorder.ts";

/** Starts a Bot API with a recorder in front; texts are accepted once `accept` was called, everything else at once. */
function startRecordedApi() {
  const accepting = Promise.withResolvers<void>();
  const calls: string[] = [];
  const deliveries: Delivery[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const api = Deno.serve(options, async (request) => {
    const method = new URL(request.url).pathname.split("/").at(-1) ?? "";
    calls.push(`${method} ${await request.text()}`);
    if (method === "sendMessage") await accepting.promise;
    const message = { message_id: calls.length };
    const isAlbum = method === "sendMediaGroup";
    const result = isAlbum ? [message, message] : message;
    return Response.json({ ok: true, result });
  });
  const recorder = startTelegramRecorder(
    `http://127.0.0.1:${api.addr.port}`,
    "polybot-1",
    (delivery) => deliveries.push(delivery),
  );
  return {
    calls,
    deliveries,
    accept: accepting.resolve,
    call: (method: string, init: RequestInit = {}) =>
      fetch(`${recorder.address}/bot1:a/${method}`, {
        method: "POST",
        body: "hello",
        ...init,
      }),
    async [Symbol.asyncDispose]() {
      await recorder[Symbol.asyncDispose]();
      await api.shutdown();
    },
  };
}

Deno.test("startTelegramRecorder() forwards calls and records only what was sent", async () => {
  await using api = startRecordedApi();
  api.accept();
  const methods = ["getMe", "sendChatAction", "sendMessage", "sendMediaGroup"];
  for (const method of methods) {
    const response = await api.call(method);
    assertEquals((await response.json()).ok, true);
  }
  assertEquals(api.calls, methods.map((method) => `${method} hello`));
  assertEquals(
    api.deliveries.map(({ service, messageIds }) => [service, ...messageIds]),
    [["polybot-1", 3], ["polybot-1", 4, 4]],
  );
  assert(
    api.deliveries.every(({ sentAt, acceptedAt }) => sentAt <= acceptedAt),
  );
});

Deno.test("startTelegramRecorder() records what is accepted after its sender's end", async () => {
  await using api = startRecordedApi();
  const sender = new AbortController();
  const sending = api.call("sendMessage", { signal: sender.signal });
  await until(() => api.calls.length === 1);
  sender.abort();
  await assertRejects(() => sending);
  api.accept();
  await until(() => api.deliveries.length === 1);
});
