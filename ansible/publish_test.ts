import { assertEquals, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Moto, startMoto } from "../lab/aws/moto/moto.ts";
import { aws, callAws } from "../lab/operations/aws_calls.ts";
import { testWithAnsible } from "../lab/operations/ansible_test_case.ts";
import { openBucket } from "../lab/operations/bucket.ts";
import { runPlaybook } from "../lab/operations/playbook.ts";

const Bucket = "talo-s3-123456789012-us-east-1";

const sums = (text: string) =>
  `${createHash("sha256").update(text).digest("hex")}  polybot\n`;

testWithAnsible(
  "an executable is published once, and old versions that are not in use are deleted",
  async (t) => {
    await using moto = await startMoto();
    await using scene = await openScene(moto);
    const { compile, publish, put, read, keys } = scene;
    for (const version of ["a", "b", "c"]) {
      await put(`${version}/polybot`, version);
      await put(`${version}/SHA256SUMS`, sums(version));
    }

    await t.step(
      "a missing executable is reported with the command that compiles it",
      async () => {
        const { code, output } = await publish("1");
        assertEquals(code, 2);
        assertStringIncludes(
          output.replaceAll(/\s+/g, " "),
          "deno task compile polybot --version 1",
        );
      },
    );

    await t.step(
      "the executable is uploaded, and nothing is deleted before the first deploy",
      async () => {
        await compile("one");
        const { code, output } = await publish("1", { artifacts_days: 0 });
        assertEquals(code, 0, output);
        assertEquals(await read("1/polybot"), "one");
        assertEquals(await read("1/SHA256SUMS"), sums("one"));
        assertEquals((await keys()).length, 8);
      },
    );

    await put("current", "b\n");
    await put("previous", "a\n");

    await t.step(
      "the same bytes change nothing, and recent versions are kept",
      async () => {
        const { code, output, changed } = await publish("1");
        assertEquals(code, 0, output);
        assertEquals(changed, []);
      },
    );

    await t.step("different bytes are refused", async () => {
      await compile("other");
      const { code, output } = await publish("1");
      assertEquals(code, 2);
      assertStringIncludes(output, "overwrite=true");
      assertEquals(await read("1/polybot"), "one");
    });

    await t.step(
      "different bytes replace a version on request; old versions are deleted, those in use are kept",
      async () => {
        const vars = { overwrite: true, artifacts_days: 0 };
        const { code, output } = await publish("1", vars);
        assertEquals(code, 0, output);
        assertEquals(await read("1/polybot"), "other");
        assertEquals(await read("1/SHA256SUMS"), sums("other"));
        assertEquals(await keys(), [
          "1/SHA256SUMS",
          "1/polybot",
          "a/SHA256SUMS",
          "a/polybot",
          "b/SHA256SUMS",
          "b/polybot",
          "current",
          "previous",
        ]);
      },
    );
  },
);

/** Opens a bucket with nothing published, and a folder for compiled executables. */
async function openScene({ env }: Moto) {
  const publish_folder = await Deno.makeTempDir({ prefix: "polybot-publish-" });
  await callAws(env, aws`s3 create_bucket Bucket=${Bucket}`);
  const bucket = openBucket(env, Bucket);
  const folder = "artifacts/polybot/";
  return {
    compile: (text: string) =>
      Deno.writeTextFile(join(publish_folder, "polybot"), text, {
        mode: 0o755,
      }),
    publish: (version: string, vars: Record<string, unknown> = {}) =>
      runPlaybook("publish.yaml", {
        env,
        vars: { service: "polybot", version, publish_folder, ...vars },
      }),
    put: (key: string, text: string) => bucket.put(folder + key, text),
    read: (key: string) => bucket.read(folder + key),
    async keys() {
      const [{ Contents = [] }] = await callAws(
        env,
        aws`s3 list_objects_v2 Bucket=${Bucket} Prefix=${folder}`,
      );
      return Contents.map(({ Key }: { Key: string }) =>
        Key.replace(folder, "")
      );
    },
    [Symbol.asyncDispose]: () =>
      Deno.remove(publish_folder, { recursive: true }),
  };
}
