import { assert, assertEquals, assertRejects } from "@std/assert";
import { until } from "../../until.ts";
import { startFaultProxy } from "./fault_proxy.ts";

/** Starts a server that answers with the body it was sent, and records methods and hosts. */
function startEcho() {
  const methods: string[] = [];
  const hosts: (string | null)[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      methods.push(request.method);
      hosts.push(request.headers.get("host"));
      return new Response(await request.bytes());
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    methods,
    hosts,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const post = (address: string, body: BodyInit = "x") =>
  fetch(address, { method: "POST", body });

Deno.test("startFaultProxy() forwards a request and its answer unchanged", async () => {
  await using echo = startEcho();
  await using proxy = startFaultProxy(echo.address, { seed: 1, faults: {} });
  const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251);
  const response = await post(proxy.address, bytes);
  assertEquals(await response.bytes(), bytes);
  assertEquals(echo.hosts, [new URL(proxy.address).host]);
  assertEquals(proxy.counts.passed, 1);
});

Deno.test("startFaultProxy() breaks a connection before the server has the request", async () => {
  await using echo = startEcho();
  const faults = { brokenBefore: 1 };
  await using proxy = startFaultProxy(echo.address, { seed: 1, faults });
  await assertRejects(() => post(proxy.address), TypeError);
  assertEquals(echo.methods, []);
});

Deno.test("startFaultProxy() breaks a connection after the server executed the request", async () => {
  await using echo = startEcho();
  const faults = { brokenAfter: 1 };
  await using proxy = startFaultProxy(echo.address, { seed: 1, faults });
  await assertRejects(() => post(proxy.address), TypeError);
  assertEquals(echo.methods, ["POST"]);
});

Deno.test("startFaultProxy() holds an answer back, but not forever", async () => {
  await using echo = startEcho();
  await using proxy = startFaultProxy(echo.address, {
    seed: 1,
    faults: { silent: 1 },
    silence: 300,
  });
  const began = performance.now();
  await assertRejects(() => post(proxy.address), TypeError);
  assert(performance.now() - began > 290);
  assertEquals(echo.methods, ["POST"]);
});

Deno.test("startFaultProxy() answers requests with errors instead of the server, even large ones", async () => {
  await using echo = startEcho();
  await using proxy = startFaultProxy(echo.address, {
    seed: 1,
    faults: { failed: 1 },
    body: '{"ok":false}',
  });
  const statuses = new Set<number>();
  for (let count = 0; count < 12; count++) {
    const response = await post(proxy.address, new Uint8Array(500_000));
    statuses.add(response.status);
    assertEquals(await response.json(), { ok: false });
  }
  assertEquals([...statuses].sort(), [500, 503]);
  assertEquals(echo.methods, []);
  proxy.calm();
  const response = await post(proxy.address);
  assertEquals(await response.text(), "x");
});

Deno.test("startFaultProxy() draws a fate for each request of a connection", async () => {
  await using echo = startEcho();
  const faults = { brokenAfter: 0.3, latency: 3 };
  await using proxy = startFaultProxy(echo.address, { seed: 1, faults });
  let passed = 0;
  for (let count = 0; count < 60; count++) {
    const answer = await post(proxy.address).then(
      (response) => response.text(),
      () => "",
    );
    if (answer === "x") passed++;
  }
  assertEquals(proxy.counts.passed, passed);
  assert(passed > 30 && passed < 55, String(passed));
  assertEquals(echo.methods.length, passed + proxy.counts.brokenAfter);
});

Deno.test("startFaultProxy() disconnects from the server when the client disconnects", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let ended = false;
  const serving = (async () => {
    using connection = await listener.accept();
    const buffer = new Uint8Array(1000);
    while (await connection.read(buffer) !== null);
    ended = true;
  })();
  const target = `http://127.0.0.1:${listener.addr.port}`;
  await using proxy = startFaultProxy(target, { seed: 1, faults: {} });
  const leaving = new AbortController();
  const asking = fetch(proxy.address, { signal: leaving.signal });
  await until(() => proxy.counts.passed === 1);
  leaving.abort();
  await assertRejects(() => asking);
  await until(() => ended);
  await serving;
});

Deno.test("startFaultProxy() draws one fate for a request with 'Expect: 100-continue'", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const target = `http://127.0.0.1:${listener.addr.port}`;
  await using proxy = startFaultProxy(target, { seed: 1, faults: {} });
  using client = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(proxy.address).port),
  });
  const send = (connection: Deno.Conn, text: string) =>
    connection.write(new TextEncoder().encode(text));
  const buffer = new Uint8Array(1000);

  await send(client, "PUT / HTTP/1.1\r\nexpect: 100-continue\r\n\r\n");
  using server = await listener.accept();
  await server.read(buffer);
  await send(server, "HTTP/1.1 100 Continue\r\n\r\n");
  await client.read(buffer);
  await send(client, "the rest");
  await server.read(buffer);
  assertEquals(proxy.counts.passed, 1);
});
