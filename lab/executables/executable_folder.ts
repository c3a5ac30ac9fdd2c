/**
 * The executables in an otherwise empty folder, for tests.
 *
 * @module
 */
import { join } from "node:path";
import { SERVICES } from "../../.ci/compile/services.ts";
import { testUnless } from "../test_unless.ts";
import { compiled } from "./compiled.ts";

/** The version that the executables have. */
export const VERSION = "1.2.3-of-a-test";

/** Milliseconds after which a run that should end by itself is killed. */
const TIMEOUT = 60_000;

/** Id of Debian's user nobody, who has no home folder and cannot write anywhere. */
const NOBODY = 65_534;

/** Registers a test of the executables; ignored, with the reason in its name, if it cannot run. */
export function testCompiled(
  name: string,
  missing: string | undefined,
  fn: (t: Deno.TestContext) => Promise<void>,
) {
  testUnless([missing], name, fn);
}

/** Copies the executables to a folder with nothing else in it. */
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
    /** Environment that systemd gives a unit with a cache folder. */
    env: { CACHE_DIRECTORY: cache, XDG_DATA_HOME: cache },
    /** Runs an executable to its end, as nobody if this process is root's. */
    async run(service: string, env: Record<string, string>, ...args: string[]) {
      const { code, stdout, stderr } = await new Deno.Command(
        join(folder, service),
        {
          args,
          cwd: "/",
          clearEnv: true,
          env: { HOME: "/nonexistent", ...this.env, ...env },
          stdin: "null",
          signal: AbortSignal.timeout(TIMEOUT),
          ...Deno.uid() === 0 ? { uid: NOBODY, gid: NOBODY } : {},
        },
      ).output();
      const text = new TextDecoder();
      return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
    },
  };
}

let opened: ReturnType<typeof makeFolder> | undefined;

/** Returns the folder that all tests of a file share. */
export const openFolder = () => opened ??= makeFolder();

Deno.test.afterAll(async () => {
  if (opened) await Deno.remove((await opened).folder, { recursive: true });
});
