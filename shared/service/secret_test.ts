import { assertEquals } from "@std/assert";
import { inspect } from "node:util";
import { Secret } from "./secret.ts";

const secret = new Secret("123:abc");

Deno.test("reveal() returns the value", () => {
  assertEquals(secret.reveal(), "123:abc");
});

Deno.test("a secret is not shown in any other way", () => {
  const shown = [
    `${secret}`,
    String(secret),
    secret + "",
    secret.toString(),
    JSON.stringify({ secret }),
    JSON.stringify(Object.entries(secret)),
    Deno.inspect(secret, { showHidden: true }),
    Deno.inspect({ deep: [secret] }),
    inspect(secret, { showHidden: true, showProxy: true }),
    inspect(new Map([["secret", secret]])),
    new Error(`no ${secret}`).stack ?? "",
  ];
  for (const text of shown) {
    assertEquals(text.includes("123"), false, text);
  }
});
