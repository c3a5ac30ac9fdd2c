/**
 * The executables in a folder of their own, for the tests of them.
 *
 * @module
 */
import { join } from "node:path";
import { compiled } from "./compiled.ts";
import { SERVICES } from "../../.ci/compile/services.ts";

/** The version that they are compiled with. */
export const VERSION = "1.2.3-of-a-test";

/** Milliseconds that a run may take that should end by itself. */
const PATIENCE = 60_000;

/** Debian's nobody: who has no home, and may write nowhere. */
const NOBODY = 65_534;

/** Registers a test of the executables; ignored, with the reason in its name, where it cannot run. */
export function testCompiled(
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
          // one that serves though it should not is ended
          signal: AbortSignal.timeout(PATIENCE),
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
export const openFolder = () => made ??= makeFolder();

Deno.test.afterAll(async () => {
  if (made) await Deno.remove((await made).folder, { recursive: true });
});
