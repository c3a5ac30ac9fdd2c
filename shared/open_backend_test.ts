import { assertEquals, assertRejects } from "@std/assert";
import { z } from "zod";
import { testOnSharedMoto } from "../lab/aws/moto/moto_test_case.ts";
import { createResources } from "../lab/aws/moto/resources.ts";
import { readSettings, SettingsError } from "./service/settings.ts";
import { silentLogger } from "./service/logging.ts";
import { BACKEND_SETTINGS, openBackend } from "./open_backend.ts";

const OPTIONS = { log: silentLogger, queues: ["identify"] } as const;

const read = (env: Record<string, string>) =>
  readSettings(z.object(BACKEND_SETTINGS), env);

Deno.test("openBackend() keeps everything in POLYBOT_DATA if that is set", async () => {
  const folder = await Deno.makeTempDir();
  const settings = read({ POLYBOT_DATA: folder, BUCKET_NAME: "talo-s3" });
  const backend = await openBackend(settings, OPTIONS);
  await backend.identify.send("job");
  assertEquals((await backend.identify.depth()).visible, 1);
  await backend.close();
  await Deno.stat(`${folder}/polybot.db`);
  await Deno.remove(folder, { recursive: true });
});

testOnSharedMoto(
  "openBackend() opens AWS if a bucket is set, with the credentials of the environment",
  async ({ env }) => {
    const settings = read({ ...env, ...await createResources(env) });
    for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
    try {
      const backend = await openBackend(settings, OPTIONS);
      await backend.identify.send("job");
      assertEquals((await backend.identify.depth()).visible, 1);
      await backend.close();
    } finally {
      for (const name of Object.keys(env)) Deno.env.delete(name);
    }
  },
);

Deno.test("openBackend() names the settings to choose from when there is neither a folder nor a bucket", async () => {
  await assertRejects(
    () => openBackend(read({ AWS_REGION: "us-east-1" }), OPTIONS),
    SettingsError,
    "neither POLYBOT_DATA nor BUCKET_NAME is set",
  );
});

Deno.test("openBackend() reports that the region is missing", async () => {
  await assertRejects(
    () => openBackend(read({ BUCKET_NAME: "talo-s3" }), OPTIONS),
    SettingsError,
    "AWS_REGION is missing",
  );
});
