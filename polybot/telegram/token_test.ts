import { assert, assertEquals, assertRejects } from "@std/assert";
import { SecretNotFoundError, type Secrets } from "../../shared/backend.ts";
import { SettingsError } from "../../shared/service/settings.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import { Secret } from "../../shared/service/secret.ts";
import { openToken } from "./token.ts";

const OLD = "1234567890:AAF-the-token-that-was-there-at-first";
const NEW = "1234567890:AAF-the-new-token-that-replaced-it---";

/** Creates a store with one secret, which counts fresh reads. */
function storeOf(value: string) {
  const store = { value, reads: 0 };
  const secrets: Secrets = {
    get(name, { fresh = false } = {}) {
      if (name !== "a/token") throw new SecretNotFoundError(name);
      if (fresh) store.reads++;
      return Promise.resolve(new Secret(store.value));
    },
  };
  return { store, secrets };
}

const open = (secrets: Secrets) => openToken(secrets, "a/token", silentLogger);

Deno.test("openToken() reads a plain token, and the original bot's JSON", async () => {
  for (const value of [OLD, `${OLD}\n`, `{"TELEGRAM_TOKEN": "${OLD}"}`]) {
    const tokens = await open(storeOf(value).secrets);
    assertEquals(tokens.current.reveal(), OLD);
  }
});

Deno.test("openToken() refuses a secret without a token, and does not show it", async () => {
  for (const value of ["hunter2", '{"TOKEN": "hunter2"}', '{"hunter2', "{}"]) {
    const error = await assertRejects(
      () => open(storeOf(value).secrets),
      SettingsError,
      "Cannot use the secret 'a/token' as it holds no token",
    );
    assert(!Deno.inspect(error).includes("hunter2"));
  }
});

Deno.test("renew() finds another token, and notifies once", async () => {
  const { store, secrets } = storeOf(OLD);
  const tokens = await open(secrets);
  let notified = 0;
  tokens.onRenewal(() => notified++);
  store.value = NEW;
  const refused = tokens.current;
  const found = await Promise.all([
    tokens.renew(refused),
    tokens.renew(refused),
  ]);
  assertEquals(found, [true, true]);
  assertEquals(await tokens.renew(refused), true);
  assertEquals(tokens.current.reveal(), NEW);
  assertEquals([store.reads, notified], [1, 1]);
});

Deno.test("renew() keeps the token if there is no other, and does not look it up every time", async () => {
  const { store, secrets } = storeOf(OLD);
  const tokens = await open(secrets);
  for (let time = 0; time < 10; time++) {
    assertEquals(await tokens.renew(tokens.current), false);
  }
  assertEquals(store.reads, 1);
});

Deno.test("renew() keeps the token while the secret has none", async () => {
  const { store, secrets } = storeOf(OLD);
  const tokens = await open(secrets);
  store.value = "";
  assertEquals(await tokens.renew(tokens.current), false);
  assertEquals(tokens.current.reveal(), OLD);
});

Deno.test("a token source does not show its token", async () => {
  const tokens = await open(storeOf(OLD).secrets);
  assert(!Deno.inspect(tokens, { depth: 9, showHidden: true }).includes(OLD));
  assert(!JSON.stringify(tokens).includes(OLD));
});
