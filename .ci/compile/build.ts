/**
 * One executable, made by deno compile.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { compiledAs } from "../../shared/service/version.ts";
import { CompileError } from "./compile_error.ts";
import { checkDenortSetting, HOW_TO_GET_DENORT } from "./denort.ts";
import { unneededPaths } from "./node_modules.ts";
import {
  type ModuleGraph,
  neededPackages,
  type NpmPackage,
  type Platform,
} from "./packages.ts";
import { CONTENTS, type Service } from "./services.ts";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const ARCH = { x86_64: "x64", aarch64: "arm64" }[Deno.build.arch];

/** As the services' machines are: Linux with glibc, of this machine's kind. */
export const PLATFORM: Platform = {
  name: `linux-${ARCH}`,
  os: "linux",
  arch: ARCH,
};

/**
 * Compiles a service into one file.
 *
 * When it is run, it unpacks itself: to `.<its name>/<hash>` in its own folder
 * where it may write there, else to `$XDG_DATA_HOME/<its name>/<hash>`, which
 * must be writable then (denoland/deno 32227, 32329). The hash is of its files:
 * what was unpacked once is used again, by other users too, and versions that
 * differ in nothing else share it. The machines' units rely on it: the folder
 * of the executables is root's, XDG_DATA_HOME is the unit's cache folder. What
 * root left half unpacked beside an executable would be taken, though nobody
 * else can finish it: it has to be removed.
 *
 * @param denort what it is made on, where it is not what Deno finds by itself
 * @throws {CompileError} when deno compile fails, with what it said
 */
export async function compileService(
  service: Service,
  { version, out, denort }: {
    version: string;
    out: string;
    denort?: string | undefined;
  },
): Promise<void> {
  checkDenortSetting();
  const { entries, files, flags } = CONTENTS[service];
  const [entry, ...workers] = entries;
  await deno(["install", "--quiet", "--frozen"]);
  const excluded = await unneededPaths(
    `${ROOT}node_modules`,
    await packagesOf(entries),
    PLATFORM,
  );
  await deno([
    "compile",
    // a test of its own
    "--no-check",
    // native code looks for other native code beside it, in real files
    "--self-extracting",
    ...flags,
    ...[...workers, ...files].map((path) => `--include=${path}`),
    ...excluded.map((path) => `--exclude=${path}`),
    `--output=${out}`,
    entry,
    compiledAs(version),
  ], denort ? { DENORT_BIN: denort } : {});
}

/** The packages that any of the modules needs. */
async function packagesOf(entries: readonly string[]): Promise<NpmPackage[]> {
  const packages = new Map<string, NpmPackage>();
  for (const entry of entries) {
    for (const needed of neededPackages(await graphOf(entry), PLATFORM)) {
      packages.set(needed.localPath, needed);
    }
  }
  return [...packages.values()];
}

async function graphOf(entry: string): Promise<ModuleGraph> {
  return JSON.parse(await deno(["info", "--json", entry]));
}

/** The project's own modules that one needs, itself among them, as paths. */
export async function localModules(entry: string): Promise<string[]> {
  const { modules } = await graphOf(entry);
  return modules.flatMap(({ local }) => local?.startsWith(ROOT) ? [local] : []);
}

/**
 * Runs deno in the project's folder.
 *
 * @return what it printed
 * @throws {CompileError} when it fails, with what it said of it
 */
async function deno(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (success) return text.decode(stdout);
  throw describeFailure(args[0] ?? "", text.decode(stderr));
}

/** Deno's own words, and what to do where it is denort that cannot be had. */
export function describeFailure(command: string, said: string): CompileError {
  const words = (said.match(/error: .*/s)?.[0] ?? said)
    .replace(/\n+Stack backtrace:.*/s, "").trim();
  return new CompileError(
    /dl\.deno\.land|denort/.test(words)
      ? `Cannot compile as denort cannot be had: ${HOW_TO_GET_DENORT}\n\n${words}`
      : `Cannot compile as 'deno ${command}' failed:\n\n${words}`,
  );
}
