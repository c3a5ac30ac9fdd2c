import { assertEquals, assertMatch } from "@std/assert";
import { Hono } from "hono";
import { checkAccess } from "./access.ts";

function request(headers: Record<string, string>, path = "/", host?: string) {
  const app = new Hono().use(checkAccess(host)).all("*", (c) => c.text("in"));
  return app.request(path, { headers });
}

Deno.test("checkAccess() accepts all names of loopback", async () => {
  const hosts = ["localhost", "chat.localhost:80", "127.0.0.1:8080"];
  for (const host of [...hosts, "127.1.2.3", "[::1]:8080", "LOCALHOST"]) {
    assertEquals((await request({ host })).status, 200, host);
  }
});

Deno.test("checkAccess() refuses a foreign name that resolves to this machine", async () => {
  const hosts = ["evil.example", "localhost.evil.example:8080", "192.0.2.1"];
  for (const host of [...hosts, "127.0.0.1.evil.example", ""]) {
    const response = await request({ host });
    assertEquals(response.status, 403, host);
    assertMatch((await response.json()).error, /address that it printed/);
  }
});

Deno.test("checkAccess() accepts the configured host and no other", async () => {
  const inside = await request({ host: "photos.test:80" }, "/", "photos.test");
  assertEquals(inside.status, 200);
  const outside = await request({ host: "192.0.2.1" }, "/", "photos.test");
  assertEquals(outside.status, 403);
});

Deno.test("checkAccess() of a server on all addresses accepts any address, but no name", async () => {
  for (const every of ["0.0.0.0", "::"]) {
    for (const host of ["192.0.2.1:8080", "[2001:db8::1]:8080"]) {
      assertEquals((await request({ host }, "/", every)).status, 200, host);
    }
    const named = await request({ host: "evil.example" }, "/", every);
    assertEquals(named.status, 403);
  }
});

Deno.test("checkAccess() refuses requests from another page", async () => {
  const host = "127.0.0.1:8080";
  const foreign = ["http://evil.example", "http://127.0.0.1:9090", "null"];
  for (const origin of [...foreign, "http://localhost:8080"]) {
    const response = await request({ host, origin }, "/api/messages");
    assertEquals(response.status, 403, origin);
    assertMatch((await response.json()).error, /another page/);
  }
  const own = await request(
    { host, origin: `http://${host}` },
    "/api/messages",
  );
  assertEquals(own.status, 200);
});

Deno.test("checkAccess() lets a link on another site open the page, but not call the API", async () => {
  const headers = { host: "localhost", "sec-fetch-site": "cross-site" };
  assertEquals((await request(headers, "/")).status, 200);
  assertEquals((await request(headers, "/api/events")).status, 403);
});
