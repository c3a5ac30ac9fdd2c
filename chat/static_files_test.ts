import { assert, assertEquals, assertMatch } from "@std/assert";
import { createStaticFiles } from "./static_files.ts";

const files = createStaticFiles(new URL("page/", import.meta.url));

Deno.test("createStaticFiles() serves the page at /, with a policy that forbids resources of other servers", async () => {
  const response = await files.request("/");
  assertEquals(
    response.headers.get("content-type"),
    "text/html; charset=utf-8",
  );
  const policy = response.headers.get("content-security-policy") ?? "";
  assertMatch(policy, /^default-src 'none'; script-src 'self'; /);
  assert(!/unsafe|\*|https?:/.test(policy), policy);
  assertMatch(await response.text(), /^<!DOCTYPE html>/);
});

Deno.test("createStaticFiles() sets the content type of each file", async () => {
  for (
    const [path, type] of [
      ["/main.js", "text/javascript; charset=utf-8"],
      ["/samples/coffee.jpg", "image/jpeg"],
    ] as const
  ) {
    const response = await files.request(path);
    await response.body?.cancel();
    assertEquals(response.headers.get("content-type"), type);
  }
});

Deno.test("createStaticFiles() serves nothing outside its folder", async () => {
  for (
    const path of [
      "/../mod.ts",
      "/..%2fidentity.js",
      "/%2e%2e/%2e%2e/deno.json",
      "//etc/hosts.json",
      "/.hidden.js",
      "/samples/..%2f..%2f..%2f..%2fdeno.json",
      "/samples",
      "/no-such-file.js",
    ]
  ) {
    assertEquals((await files.request(path)).status, 404, path);
  }
});
