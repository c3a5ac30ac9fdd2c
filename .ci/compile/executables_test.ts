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
import { readStoredSettings } from "../../lab/executables/stored_settings.ts";
import { SERVICES } from "./services.ts";
import {
  openFolder,
  testCompiled,
  VERSION,
} from "../../lab/executables/executable_folder.ts";

/** Maximum bytes compiled into an executable, in addition to denort. */
const MAX_CONTENTS = 90e6;

const CHELSEA = await Deno.readFile(
  new URL("../../shared/pictures/samples/chelsea.png", import.meta.url),
);

testCompiled(
  "each executable is one file that needs nothing else, and has the fewest permissions",
  compiledMissing(),
  async (t) => {
    const scene = await openFolder();
    const { folder } = scene;

    await t.step("yolo5 has the V8 options of its task", async () => {
      const { v8Flags } = await readStoredSettings(join(folder, "yolo5"));
      assert(v8Flags.includes("--max-old-space-size=160"));
    });

    for (const service of SERVICES) {
      await t.step(
        `${service} prints its version and passes its self-check`,
        async () => {
          const printed = await scene.run(service, {}, "--version");
          assertEquals([printed.code, printed.stdout], [
            0,
            `${service} ${VERSION}\n`,
          ]);
          const checked = await scene.run(service, {}, "--self-check");
          assertEquals([checked.code, checked.stderr], [0, ""], checked.stdout);
          assertMatch(checked.stdout, /^\d+ checks passed$/m);
        },
      );

      await t.step(`${service} is small enough`, async () => {
        const path = join(folder, service);
        const { contents } = await readStoredSettings(path);
        assert(contents <= MAX_CONTENTS, `${contents} bytes`);
      });

      await t.step(
        `${service} has only the permissions that it needs`,
        async () => {
          const { permissions } = await readStoredSettings(
            join(folder, service),
          );
          for (const kind of ["allow_write", "allow_run"]) {
            assertEquals(permissions[kind], null, kind);
          }
          assertEquals(permissions.deny_import, []);
          assertEquals(permissions.prompt, false);
          const environment = permissions.allow_env as string[];
          assert(environment.includes("AWS_*"));
          assert(!environment.includes("PATH"));
        },
      );

      await t.step(
        `${service} refuses to keep data on the machine, and says why`,
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
  "executables answer a chat on AWS's protocols, report their version, and stop with 0",
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
    const { stack, person, send, waitForPhoto } = scene;
    for (const { address } of [...stack.bots, ...stack.workers]) {
      const health = await (await fetch(`${address}/health`)).json();
      assertEquals(health, { status: "ok", version: VERSION });
      const metrics = await (await fetch(`${address}/metrics`)).text();
      assertStringIncludes(metrics, `{version="${VERSION}"} 1`);
    }
    const photos = [await plainPng(60, 40, RED)];
    const edited = await waitForPhoto(await send({ text: "rotate", photos }));
    const { width, height } = await pixelsOf(
      await person.fetch(edited.photoUrl),
    );
    assertEquals([width, height], [40, 60]);
    const found = await waitForPhoto(
      await send({ text: "predict", photos: [CHELSEA] }),
    );
    assertEquals(found.text, "Detected Objects:\nCat: 1");
    await scene.assertAllAnsweredOnce();
    const codes = await stack.stop();
    assertEquals(Object.values(codes), [0, 0, 0]);
  },
);
