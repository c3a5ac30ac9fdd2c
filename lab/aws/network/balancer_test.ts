import { assertEquals, assertStringIncludes } from "@std/assert";
import { until } from "../../until.ts";
import { startBalancer } from "./balancer.ts";

interface Target extends AsyncDisposable {
  readonly address: string;
  /** What it was asked, but for its health. */
  readonly asked: string[];
}

function startTarget(
  answer: (request: Request) => Response | Promise<Response>,
  health: () => number = () => 200,
): Target {
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/health") {
        return new Response(null, { status: health() });
      }
      asked.push(`${request.method} ${pathname}${search}`);
      return await answer(request);
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const ok = () => new Response("ok");

async function ask(address: string, init?: RequestInit) {
  const response = await fetch(`${address}/telegram?a=1`, init);
  return { status: response.status, text: await response.text() };
}

/** An address at which nothing listens. */
function nowhere(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${listener.addr.port}`;
}

Deno.test("the balancer takes turns between its targets", async () => {
  await using one = startTarget(ok);
  await using two = startTarget(ok);
  await using balancer = await startBalancer([one.address, two.address]);
  for (let count = 0; count < 6; count++) await ask(balancer.address);
  assertEquals([one.asked.length, two.asked.length], [3, 3]);
  assertEquals(one.asked[0], "GET /telegram?a=1");
});

Deno.test("the balancer passes a request and its answer on as they are", async () => {
  await using target = startTarget(async (request) =>
    new Response(
      `${request.headers.get("x-secret")} ${await request.text()}`,
      { status: 418, headers: { "x-of-the-target": "yes" } },
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
  assertEquals(response.headers.get("x-of-the-target"), "yes");
  assertEquals(await response.text(), `sesame ${body}`);
});

Deno.test("the balancer tries the next target when one cannot be reached", async () => {
  const one = startTarget(ok);
  await using two = startTarget(ok);
  await using balancer = await startBalancer([one.address, two.address]);
  await one[Symbol.asyncDispose]();
  const post = { method: "POST", body: "update" };
  for (let count = 0; count < 4; count++) {
    assertEquals((await ask(balancer.address, post)).status, 200);
  }
  assertEquals(two.asked.length, 4);
});

Deno.test("the balancer hands no request to a second target once the first may have it", async () => {
  await using other = startTarget(ok);
  const breaking = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const breaks = (async () => {
    for await (const connection of breaking) {
      const request = new Uint8Array(1000);
      await connection.read(request);
      const isLook = new TextDecoder().decode(request).includes("/health");
      if (isLook) {
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
    const { status, text } = await ask(balancer.address, post);
    assertEquals(status, 502);
    assertStringIncludes(text, "broke off");
    assertEquals(other.asked, []);
  }
  breaking.close();
  await breaks;
});

Deno.test("the balancer answers 503 while no target is well, and uses one that comes back", async () => {
  let health = 503;
  await using sick = startTarget(ok, () => health);
  await using balancer = await startBalancer([nowhere(), sick.address]);
  assertEquals((await ask(balancer.address)).status, 503);
  assertEquals(sick.asked, []);
  health = 200;
  await until(() => balancer.healthy().length === 1);
  assertEquals((await ask(balancer.address)).status, 200);
});
