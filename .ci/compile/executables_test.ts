import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { compiledMissing } from "../../lab/executables/denort.ts";
import { pixelsOf, plainPng, RED } from "../../lab/pictures/plain_pictures.ts";
import { openEndToEndScene } from "../../lab/aws/local/e2e_scene.ts";
import { motoMissing } from "../../lab/aws/moto/moto.ts";
import { inspectExecutable } from "./executable.ts";
import { MAX_CONTENTS, weigh } from "./prove.ts";
import { SERVICES } from "./services.ts";
import {
  openFolder,
  testCompiled,
  VERSION,
} from "../../lab/executables/executable_folder.ts";

const CHELSEA = await Deno.readFile(
  new URL("../../shared/pictures/samples/chelsea.png", import.meta.url),
);

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
