import { compiledAs } from "../../shared/service/version.ts";
import { ROOT, runDeno } from "./deno_command.ts";
import { moduleGraphOf } from "./module_graph.ts";
import { unneededPaths } from "./node_modules.ts";
import { neededPackages, type NpmPackage, type Platform } from "./packages.ts";
import { CONTENTS, type Service } from "./services.ts";

const ARCH = { x86_64: "x64", aarch64: "arm64" }[Deno.build.arch];

/** Linux with glibc and this machine's architecture, like the services' machines. */
const PLATFORM: Platform = { name: `linux-${ARCH}`, os: "linux", arch: ARCH };

/**
 * Compiles a service to one file.
 *
 * The executable unpacks itself when it runs: to `.<its name>/<hash>` in its
 * own folder if that is writable, otherwise to `$XDG_DATA_HOME/<its name>/<hash>`,
 * which must be writable (denoland/deno 32227, 32329). The hash depends only on
 * the files inside, so versions with the same files share one unpacked copy, and
 * so do users. The systemd units rely on this: root owns the executables'
 * folder, and XDG_DATA_HOME is the unit's cache folder. If root is interrupted
 * while unpacking, delete the incomplete copy next to the executable, because
 * other users cannot write there.
 *
 * @param denort path of denort, which the executable is built on. @default the one that Deno finds
 * @throws {CompileError} if `deno compile` fails, with its error
 */
export async function compileService(
  service: Service,
  { version, out, denort }: {
    version: string;
    out: string;
    denort?: string | undefined;
  },
): Promise<void> {
  const { entries, files, flags } = CONTENTS[service];
  const [entry, ...workers] = entries;
  await runDeno(["install", "--quiet", "--frozen"]);
  const excluded = await unneededPaths(
    `${ROOT}node_modules`,
    await packagesOf(entries),
    PLATFORM,
  );
  await runDeno([
    "compile",
    // types are checked by the tests
    "--no-check",
    // native libraries load each other as real files in the same folder
    "--self-extracting",
    ...flags,
    ...[...workers, ...files].map((path) => `--include=${path}`),
    ...excluded.map((path) => `--exclude=${path}`),
    `--output=${out}`,
    entry,
    compiledAs(version),
  ], denort ? { DENORT_BIN: denort } : {});
}

/** Lists the packages that any of the modules needs. */
async function packagesOf(entries: readonly string[]): Promise<NpmPackage[]> {
  const packages = new Map<string, NpmPackage>();
  for (const entry of entries) {
    const graph = await moduleGraphOf(entry);
    for (const needed of neededPackages(graph, PLATFORM)) {
      packages.set(needed.localPath, needed);
    }
  }
  return [...packages.values()];
}
