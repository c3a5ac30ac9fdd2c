import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Queue } from "../shared/backend.ts";
import { silentLogger } from "../shared/service/logging.ts";
import { createMetrics } from "../shared/service/metrics.ts";
import { Secret } from "../shared/service/secret.ts";
import { openTemporaryBackend } from "../lab/backend/temporary_backend.ts";
import { createServer } from "./server.ts";
import { fixedToken, type TokenSource } from "./telegram/token.ts";
import { SECRET_HEADER, webhookSecret } from "./telegram/webhook/secret.ts";

const TOKEN = new Secret("1234567890:token-of-the-servers-test-and-no-other");
const SECRET = webhookSecret(TOKEN).reveal();

const UPDATE = {
  update_id: 7,
  message: { message_id: 1, date: 0, chat: { id: 5 }, text: "hello" },
};

async function openServer(
  change: (queue: Queue) => Queue = (queue) => queue,
  tokens: TokenSource = fixedToken(TOKEN),
) {
  const temporary = await openTemporaryBackend();
  const updates = change(temporary.backend.updates);
  const app = createServer({
    metrics: createMetrics(),
    queues: [updates],
    version: "1.2.3",
    log: silentLogger,
    webhook: { updates, tokens },
  });
  return {
    app,
    updates,
    post: async (body: BodyInit, secret = SECRET) =>
      await app.request("/telegram", {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          ...(secret ? { [SECRET_HEADER]: secret } : {}),
          ...(typeof body === "string"
            ? { "content-length": `${new TextEncoder().encode(body).length}` }
            : {}),
        },
      }),
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

Deno.test("POST /telegram is 200 after the unchanged update is queued", async () => {
  await using server = await openServer();
  const body = JSON.stringify(UPDATE, undefined, 1);
  const response = await server.post(body);
  assertEquals([response.status, await response.text()], [200, ""]);
  const message = await server.updates.receive({ wait: 0 });
  assertEquals(message?.body, body);
});

Deno.test("POST /telegram keeps the updates of a chat in order, and drops repeated ones", async () => {
  await using server = await openServer();
  for (const update_id of [7, 8, 7]) {
    await server.post(JSON.stringify({ ...UPDATE, update_id }));
  }
  assertEquals((await server.updates.depth()).visible, 2);
  assert(await server.updates.receive({ wait: 0 }));
  assertEquals(await server.updates.receive({ wait: 0 }), undefined);
});

Deno.test("POST /telegram is 401 when the secret is missing or wrong, and nothing is queued", async () => {
  await using server = await openServer();
  const wrong = [
    "",
    "wrong",
    TOKEN.reveal(),
    SECRET.slice(1),
    `${SECRET}0`,
    SECRET.toUpperCase(),
  ];
  for (const secret of wrong) {
    const response = await server.post(JSON.stringify(UPDATE), secret);
    assertEquals(response.status, 401, secret);
  }
  assertEquals((await server.updates.depth()).visible, 0);
});

Deno.test("POST /telegram accepts the secret of a new token that only another machine has found so far", async () => {
  let current = TOKEN;
  const other = new Secret("1234567890:another-token-that-is-found-by-others");
  await using server = await openServer(undefined, {
    get current() {
      return current;
    },
    renew() {
      current = other;
      return Promise.resolve(true);
    },
    onRenewal() {},
  });
  const body = JSON.stringify(UPDATE);
  const secret = webhookSecret(other).reveal();
  assertEquals((await server.post(body, secret)).status, 200);
  assertEquals((await server.post(body, SECRET)).status, 401);
});

Deno.test("POST /telegram is 401 before it reads the body", async () => {
  await using server = await openServer();
  const body = new ReadableStream({
    pull() {
      throw new Error("read");
    },
  }, { highWaterMark: 0 });
  assertEquals((await server.post(body, "wrong")).status, 401);
});

Deno.test("POST /telegram is 413 for a body over 1 MiB, with and without a content length", async () => {
  await using server = await openServer();
  const large = " ".repeat(1024 * 1024) + JSON.stringify(UPDATE);
  assertEquals((await server.post(large)).status, 413);
  assertEquals((await server.post(new Blob([large]).stream())).status, 413);
  assertEquals((await server.updates.depth()).visible, 0);
});

Deno.test("POST /telegram is 413 for an update that is too large for the queue", async () => {
  await using server = await openServer();
  const message = { ...UPDATE.message, text: "a".repeat(300_000) };
  const response = await server.post(JSON.stringify({ ...UPDATE, message }));
  assertEquals(response.status, 413);
});

Deno.test("POST /telegram is 400 for a body that is not an update", async () => {
  await using server = await openServer();
  for (const body of ["", "hello", "null", "[]", "{}", '{"update_id":"7"}']) {
    assertEquals((await server.post(body)).status, 400, body);
  }
});

Deno.test("POST /telegram is 503 while the queue cannot be reached", async () => {
  await using server = await openServer((queue) => ({
    ...queue,
    send: () => Promise.reject(new Error("no network")),
  }));
  const response = await server.post(JSON.stringify(UPDATE));
  assertEquals(response.status, 503);
  assert(!(await response.text()).includes("no network"));
});

Deno.test("POST /telegram is 500 when the connection breaks while the body is sent", async () => {
  await using server = await openServer();
  const body = new ReadableStream({
    start: (controller) => controller.error(new Error("gone")),
  });
  const response = await server.post(body);
  assertEquals(response.status, 500);
  assert(!(await response.text()).includes("gone"));
});

Deno.test("POST /telegram answers only after the queue has the update", async () => {
  const { promise: stored, resolve: store } = Promise.withResolvers<string>();
  await using server = await openServer((queue) => ({
    ...queue,
    send: () => stored,
  }));
  let answered = false;
  const answer = server.post(JSON.stringify(UPDATE)).then((response) => {
    answered = true;
    return response;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(answered, false);
  store("id");
  assertEquals((await answer).status, 200);
});

Deno.test("GET /, /health and /metrics are answered", async () => {
  await using server = await openServer();
  const get = async (path: string) => {
    const response = await server.app.request(path);
    assertEquals(response.status, 200, path);
    return await response.text();
  };
  assertEquals(await get("/"), "Polybot 1.2.3\n");
  assertStringIncludes(await get("/health"), '"ok"');
  assertStringIncludes(await get("/metrics"), "polybot_jobs_total");
});

Deno.test("POST /telegram is 404 if updates are polled", async () => {
  const app = createServer({
    metrics: createMetrics(),
    queues: [],
    version: "1",
    log: silentLogger,
  });
  const response = await app.request("/telegram", { method: "POST" });
  assertEquals(response.status, 404);
});
