import { assert, assertEquals, assertRejects } from "@std/assert";
import { until } from "../until.ts";
import { type Sending, startTelegramWitness } from "./telegram_witness.ts";

/** A Bot API that accepts all that is sent, when it may. */
function startBotApi() {
  const may = Promise.withResolvers<void>();
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const method = new URL(request.url).pathname.split("/").at(-1) ?? "";
      asked.push(`${method} ${await request.text()}`);
      if (method === "sendMessage") await may.promise;
      const message = { message_id: asked.length, chat: { id: 5 } };
      return Response.json({
        ok: true,
        result: method === "sendMediaGroup" ? [message, message] : message,
      });
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    asked,
    accept: () => may.resolve(),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("the witness passes calls on and notes what was sent, and nothing else", async () => {
  await using api = startBotApi();
  api.accept();
  const sendings: Sending[] = [];
  await using witness = startTelegramWitness(
    api.address,
    "polybot-1",
    (sending) => sendings.push(sending),
  );
  for (
    const method of ["getMe", "sendChatAction", "sendMessage", "sendMediaGroup"]
  ) {
    const response = await fetch(`${witness.address}/bot1:a/${method}`, {
      method: "POST",
      body: "hello",
    });
    assertEquals((await response.json()).ok, true);
  }
  assertEquals(api.asked.at(-1), "sendMediaGroup hello");
  assertEquals(
    sendings.map(({ service, chatId, messageIds }) => [
      service,
      chatId,
      messageIds,
    ]),
    [["polybot-1", 5, [3]], ["polybot-1", 5, [4, 4]]],
  );
  assert(sendings.every(({ begunAt, acceptedAt }) => begunAt <= acceptedAt));
});

Deno.test("the witness sees what is accepted after its sender's end", async () => {
  await using api = startBotApi();
  const sendings: Sending[] = [];
  await using witness = startTelegramWitness(
    api.address,
    "polybot-1",
    (sending) => sendings.push(sending),
  );
  const end = new AbortController();
  const sending = fetch(`${witness.address}/bot1:a/sendMessage`, {
    method: "POST",
    body: "hello",
    signal: end.signal,
  });
  await until(() => api.asked.length === 1);
  end.abort();
  await assertRejects(() => sending);
  api.accept();
  await until(() => sendings.length === 1);
});
