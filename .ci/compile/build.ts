/**
 * One executable, made by deno compile.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { compiledAs } from "../../shared/version.ts";
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

/** How much of what Deno said is told where it failed. */
const LAST_LINES = 12;

/** As the services' machines are: Linux with glibc, of this machine's kind. */
export const PLATFORM: Platform = {
  name: `linux-${ARCH}`,
  os: "linux",
  arch: ARCH,
};

/**
 * Compiles a service into one file.
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
  const words = said.trim().split("\n").slice(-LAST_LINES).join("\n");
  return new CompileError(
    /dl\.deno\.land|denort/.test(said)
      ? `Cannot compile as denort cannot be had: ${HOW_TO_GET_DENORT}.\n${words}`
      : `Cannot compile as 'deno ${command}' failed:\n${words}`,
  );
}
