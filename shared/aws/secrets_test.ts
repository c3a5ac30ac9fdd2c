import { assert, assertEquals, assertRejects } from "@std/assert";
import { testOnSharedMoto } from "../../lab/aws/moto/moto_test_case.ts";
import { SecretNotFoundError } from "../backend.ts";
import { openBadDay } from "../../lab/aws/aws_bad_day.ts";
import { openAwsScene } from "../../lab/aws/aws_scene.ts";
import { openSecrets } from "./secrets.ts";

testOnSharedMoto(
  "a secret is cached for five minutes, and then read again",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    let now = Date.now();
    const secrets = openSecrets(scene.clients.secretsManager, {
      now: () => now,
    });
    const name = `token${scene.suffix}`;
    const read = async () => (await secrets.get(name)).reveal();
    await scene.putSecret(name, "old");
    assertEquals(await read(), "old");
    await scene.putSecret(name, "new");
    now += 5 * 60 * 1000 - 1;
    assertEquals(await read(), "old");
    now += 1;
    assertEquals(await read(), "new");
  },
);

testOnSharedMoto(
  "get() with `fresh` reads the secret again and caches it",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { secrets } = await scene.open();
    const name = `token${scene.suffix}`;
    await scene.putSecret(name, "old");
    assertEquals((await secrets.get(name)).reveal(), "old");
    await scene.putSecret(name, "new");
    assertEquals((await secrets.get(name, { fresh: true })).reveal(), "new");
    assertEquals((await secrets.get(name)).reveal(), "new");
  },
);

testOnSharedMoto(
  "several simultaneous requests for a secret read it once",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { secrets } = day.backend;
    const name = `token${day.scene.suffix}`;
    await day.scene.putSecret(name, "value");
    await Promise.all([1, 2, 3].map(() => secrets.get(name)));
    assertEquals(day.front.calls, ["GetSecretValue"]);
  },
);

testOnSharedMoto(
  "a missing secret is requested at every call",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { secrets } = await scene.open();
    const name = `token${scene.suffix}`;
    await assertRejects(() => secrets.get(name), SecretNotFoundError, name);
    await scene.putSecret(name, "value");
    assertEquals((await secrets.get(name)).reveal(), "value");
  },
);

testOnSharedMoto(
  "a secret is neither logged nor shown by objects that contain it",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { backend, scene, logged } = day;
    const name = `token${scene.suffix}`;
    await scene.putSecret(name, "123456:hidden");
    const secret = await backend.secrets.get(name);
    assertEquals(secret.reveal(), "123456:hidden");
    logged.log.info({ secret, secrets: backend.secrets }, "a secret");
    const shown = [
      Deno.inspect(secret),
      Deno.inspect(backend, { depth: 20, showHidden: true }),
      JSON.stringify(backend),
      await logged.text(),
    ];
    for (const text of shown) assert(!text.includes("hidden"), text);
  },
);
