import { assert, assertEquals, assertRejects } from "@std/assert";
import { until } from "../until.ts";
import { type Delivery, startTelegramRecorder } from "./telegram_recorder.ts";

/** Starts a Bot API that accepts texts once `accept` was called, everything else at once. */
function startBotApi() {
  const accepting = Promise.withResolvers<void>();
  const calls: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const method = new URL(request.url).pathname.split("/").at(-1) ?? "";
      calls.push(`${method} ${await request.text()}`);
      if (method === "sendMessage") await accepting.promise;
      const message = { message_id: calls.length, chat: { id: 5 } };
      return Response.json({
        ok: true,
        result: method === "sendMediaGroup" ? [message, message] : message,
      });
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    calls,
    accept: () => accepting.resolve(),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("startTelegramRecorder() forwards calls and records only what was sent", async () => {
  await using api = startBotApi();
  api.accept();
  const deliveries: Delivery[] = [];
  await using recorder = startTelegramRecorder(
    api.address,
    "polybot-1",
    (delivery) => deliveries.push(delivery),
  );
  for (
    const method of ["getMe", "sendChatAction", "sendMessage", "sendMediaGroup"]
  ) {
    const response = await fetch(`${recorder.address}/bot1:a/${method}`, {
      method: "POST",
      body: "hello",
    });
    assertEquals((await response.json()).ok, true);
  }
  assertEquals(api.calls.at(-1), "sendMediaGroup hello");
  assertEquals(
    deliveries.map(({ service, chatId, messageIds }) => [
      service,
      chatId,
      messageIds,
    ]),
    [["polybot-1", 5, [3]], ["polybot-1", 5, [4, 4]]],
  );
  assert(deliveries.every(({ sentAt, acceptedAt }) => sentAt <= acceptedAt));
});

Deno.test("startTelegramRecorder() records what is accepted after its sender's end", async () => {
  await using api = startBotApi();
  const deliveries: Delivery[] = [];
  await using recorder = startTelegramRecorder(
    api.address,
    "polybot-1",
    (delivery) => deliveries.push(delivery),
  );
  const end = new AbortController();
  const sending = fetch(`${recorder.address}/bot1:a/sendMessage`, {
    method: "POST",
    body: "hello",
    signal: end.signal,
  });
  await until(() => api.calls.length === 1);
  end.abort();
  await assertRejects(() => sending);
  api.accept();
  await until(() => deliveries.length === 1);
});
