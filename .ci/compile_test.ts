import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { compiled, compiledMissing } from "../ansible/testing/executables.ts";
import { pixelsOf, plainPng, RED } from "../polybot/testing/pictures.ts";
import { openEndToEndScene } from "../shared/aws_local/e2e_scene.ts";
import { motoMissing } from "../shared/aws_local/moto.ts";
import { inspectExecutable } from "./compile/executable.ts";
import { MAX_CONTENTS, weigh } from "./compile/prove.ts";
import { SERVICES } from "./compile/services.ts";

const VERSION = "1.2.3-of-a-test";
const CHELSEA = await Deno.readFile(
  new URL("../shared/testing/pictures/chelsea.png", import.meta.url),
);

/** Debian's nobody: who has no home, and may write nowhere. */
const NOBODY = 65_534;

/** Registers a test of the executables; ignored, with the reason in its name, where it cannot run. */
function testCompiled(
  name: string,
  missing: string | undefined,
  fn: (t: Deno.TestContext) => Promise<void>,
) {
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    fn,
  });
}

/** Copies of the executables in a folder with nothing else in it. */
async function makeFolder() {
  const folder = await Deno.makeTempDir({ prefix: "polybot-compiled-" });
  const cache = join(folder, "cache");
  await Deno.chmod(folder, 0o755);
  await Deno.mkdir(cache);
  await Deno.chmod(cache, 0o777);
  for (const service of SERVICES) {
    await Deno.copyFile(
      await compiled(service, VERSION),
      join(folder, service),
    );
  }
  return {
    folder,
    /** What systemd would say of the folder to unpack to. */
    env: { CACHE_DIRECTORY: cache, XDG_DATA_HOME: cache },
    /** Runs one to its end, as another user where this one is root. */
    async run(service: string, env: Record<string, string>, ...args: string[]) {
      const { code, stdout, stderr } = await new Deno.Command(
        join(folder, service),
        {
          args,
          cwd: "/",
          clearEnv: true,
          env: { HOME: "/nonexistent", ...this.env, ...env },
          stdin: "null",
          ...Deno.uid() === 0 ? { uid: NOBODY, gid: NOBODY } : {},
        },
      ).output();
      const text = new TextDecoder();
      return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
    },
  };
}

let made: ReturnType<typeof makeFolder> | undefined;

/** The tests share one folder. */
const openFolder = () => made ??= makeFolder();

Deno.test.afterAll(async () => {
  if (made) await Deno.remove((await made).folder, { recursive: true });
});

testCompiled(
  "each executable is one file that needs nothing else, and may do no more than it must",
  compiledMissing(),
  async (t) => {
    const scene = await openFolder();
    const { folder } = scene;

    await t.step("yolo5 tells V8 what its task tells it", async () => {
      const { metadata } = await inspectExecutable(join(folder, "yolo5"));
      assert(metadata.v8_flags.includes("--max-old-space-size=160"));
    });

    for (const service of SERVICES) {
      await t.step(
        `${service} says its version and passes its test`,
        async () => {
          const said = await scene.run(service, {}, "--version");
          assertEquals([said.code, said.stdout], [
            0,
            `${service} ${VERSION}\n`,
          ]);
          const tested = await scene.run(service, {}, "--self-test");
          assertEquals([tested.code, tested.stderr], [0, ""], tested.stdout);
          assertMatch(tested.stdout, /^\d+ checks passed$/m);
        },
      );

      await t.step(`${service} is small enough`, async () => {
        const info = await inspectExecutable(join(folder, service));
        assert(info.contents <= MAX_CONTENTS, weigh(info, true));
      });

      await t.step(
        `${service} has no permission that it does not need`,
        async () => {
          const { metadata } = await inspectExecutable(join(folder, service));
          const { permissions } = metadata;
          for (const kind of ["allow_write", "allow_run"]) {
            assertEquals(permissions[kind], null, kind);
          }
          assertEquals(permissions.deny_import, []);
          assertEquals(permissions.prompt as unknown, false);
          assert(permissions.allow_env?.includes("AWS_*"));
          assert(!permissions.allow_env?.includes("PATH"));
        },
      );

      await t.step(
        `${service} refuses to keep data on the machine, in a sentence`,
        async () => {
          const POLYBOT_DATA = join(scene.env.CACHE_DIRECTORY, "data");
          const { code, stdout, stderr } = await scene.run(service, {
            POLYBOT_DATA,
          });
          assertEquals([code, stdout], [1, ""]);
          assertStringIncludes(
            stderr,
            "POLYBOT_DATA must not be set for an executable",
          );
          assert(!/\n\s+at /.test(stderr), `no stack: ${stderr}`);
        },
      );
    }
  },
);

testCompiled(
  "executables serve a chat on AWS's protocol, say their version, and end in order",
  compiledMissing() ?? motoMissing(),
  async () => {
    const folder = await openFolder();
    const [polybot, yolo5] = SERVICES.map((name) => join(folder.folder, name));
    await using scene = await openEndToEndScene({
      bots: 1,
      workers: 1,
      executables: { polybot: polybot ?? "", yolo5: yolo5 ?? "" },
      env: { HOME: "/nonexistent", ...folder.env },
    });
    const { stack, person, ask, answerTo } = scene;
    for (const { address } of [...stack.bots, ...stack.workers]) {
      const health = await (await fetch(`${address}/health`)).json();
      assertEquals(health, { status: "ok", version: VERSION });
      const metrics = await (await fetch(`${address}/metrics`)).text();
      assertStringIncludes(metrics, `{version="${VERSION}"} 1`);
    }
    const photos = [await plainPng(60, 40, RED)];
    const edited = await answerTo(await ask({ text: "rotate", photos }));
    const { width, height } = await pixelsOf(
      await person.fetch(edited.photoUrl),
    );
    assertEquals([width, height], [40, 60]);
    const found = await answerTo(
      await ask({ text: "predict", photos: [CHELSEA] }),
    );
    assertEquals(found.text, "Detected Objects:\nCat: 1");
    await scene.assertAllAnsweredOnce();
    const codes = await stack.stop();
    assertEquals(Object.values(codes), [0, 0, 0]);
  },
);
