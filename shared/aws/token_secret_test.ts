import { assert, assertEquals, assertThrows } from "@std/assert";
import { Secret } from "../secret.ts";
import { readTokenSecret } from "./token_secret.ts";

const read = (text: string) => readTokenSecret(new Secret(text)).reveal();

Deno.test("readTokenSecret() reads a token that is the whole secret", () => {
  assertEquals(read("123456:abc_D-e"), "123456:abc_D-e");
  assertEquals(read(" 123456:abc\n"), "123456:abc");
});

Deno.test("readTokenSecret() reads the original's JSON", () => {
  assertEquals(
    read('{"TELEGRAM_TOKEN": "123456:abc", "other": 1}'),
    "123456:abc",
  );
  assertEquals(read('\n{ "TELEGRAM_TOKEN" : "123456:abc " }\n'), "123456:abc");
});

Deno.test("readTokenSecret() refuses JSON without the key, and shows nothing of it", () => {
  for (
    const text of [
      '{"TOKEN": "123456:hidden"}',
      '{"TELEGRAM_TOKEN": {"hidden": 1}}',
      '{"TELEGRAM_TOKEN": "123456:hidden"',
      "{hidden}",
    ]
  ) {
    const error = assertThrows(
      () => read(text),
      Error,
      "the secret must be the token, or JSON with the key 'TELEGRAM_TOKEN'",
    );
    assert(!Deno.inspect(error).includes("hidden"));
  }
});
