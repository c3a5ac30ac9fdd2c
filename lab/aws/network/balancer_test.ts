import { assertEquals, assertStringIncludes } from "@std/assert";
import { until } from "../../until.ts";
import { startBalancer } from "./balancer.ts";

interface Target extends AsyncDisposable {
  readonly address: string;
  /** Requests that it received, apart from health checks. */
  readonly requests: string[];
}

function startTarget(
  answer: (request: Request) => Response | Promise<Response>,
  health: () => number = () => 200,
): Target {
  const requests: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/health") {
        return new Response(null, { status: health() });
      }
      requests.push(`${request.method} ${pathname}${search}`);
      return await answer(request);
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const ok = () => new Response("ok");

async function send(address: string, init?: RequestInit) {
  const response = await fetch(`${address}/telegram?a=1`, init);
  return { status: response.status, text: await response.text() };
}

/** Returns an address where nothing listens. */
function unusedAddress(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${listener.addr.port}`;
}

Deno.test("startBalancer() sends requests to its targets in turn", async () => {
  await using one = startTarget(ok);
  await using two = startTarget(ok);
  await using balancer = await startBalancer([one.address, two.address]);
  for (let count = 0; count < 6; count++) await send(balancer.address);
  assertEquals([one.requests.length, two.requests.length], [3, 3]);
  assertEquals(one.requests[0], "GET /telegram?a=1");
});

Deno.test("startBalancer() forwards a request and its answer unchanged", async () => {
  await using target = startTarget(async (request) =>
    new Response(
      `${request.headers.get("x-secret")} ${await request.text()}`,
      { status: 418, headers: { "x-from-target": "yes" } },
    )
  );
  await using balancer = await startBalancer([target.address]);
  const body = "x".repeat(100_000);
  const response = await fetch(balancer.address, {
    method: "POST",
    headers: { "x-secret": "sesame" },
    body,
  });
  assertEquals(response.status, 418);
  assertEquals(response.headers.get("x-from-target"), "yes");
  assertEquals(await response.text(), `sesame ${body}`);
});

Deno.test("startBalancer() tries the next target when one is unreachable", async () => {
  const one = startTarget(ok);
  await using two = startTarget(ok);
  await using balancer = await startBalancer([one.address, two.address]);
  await one[Symbol.asyncDispose]();
  const post = { method: "POST", body: "update" };
  for (let count = 0; count < 4; count++) {
    assertEquals((await send(balancer.address, post)).status, 200);
  }
  assertEquals(two.requests.length, 4);
});

Deno.test("startBalancer() sends no request to a second target once the first may have it", async () => {
  await using other = startTarget(ok);
  const breaking = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const breaks = (async () => {
    for await (const connection of breaking) {
      const request = new Uint8Array(1000);
      await connection.read(request);
      const isCheck = new TextDecoder().decode(request).includes("/health");
      if (isCheck) {
        await connection.write(
          new TextEncoder().encode(
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
          ),
        );
      }
      connection.close();
    }
  })();
  {
    const address = `http://127.0.0.1:${breaking.addr.port}`;
    await using balancer = await startBalancer([address, other.address]);
    const post = { method: "POST", body: "update" };
    const { status, text } = await send(balancer.address, post);
    assertEquals(status, 502);
    assertStringIncludes(text, "broke the connection");
    assertEquals(other.requests, []);
  }
  breaking.close();
  await breaks;
});

Deno.test("startBalancer() answers 503 while no target is healthy, and uses one that recovers", async () => {
  let health = 503;
  await using sick = startTarget(ok, () => health);
  await using balancer = await startBalancer([unusedAddress(), sick.address]);
  assertEquals((await send(balancer.address)).status, 503);
  assertEquals(sick.requests, []);
  health = 200;
  await until(() => balancer.healthy().length === 1);
  assertEquals((await send(balancer.address)).status, 200);
});
