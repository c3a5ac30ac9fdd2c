/**
 * Which npm packages a program needs, and which of their files.
 *
 * @module
 */

/** What `deno info --json` says, as far as it matters here. */
export interface ModuleGraph {
  readonly modules: readonly {
    /** The file, where it is one of the project's or one that was downloaded. */
    readonly local?: string | null;
    /** A key of {@linkcode ModuleGraph.npmPackages}. */
    readonly npmPackage?: string;
  }[];
  readonly npmPackages: Readonly<Record<string, NpmPackage>>;
}

export interface NpmPackage {
  readonly name: string;
  /** Keys of {@linkcode ModuleGraph.npmPackages}. */
  readonly dependencies: readonly string[];
  /** Its folder; where the platform is another, it is not there. */
  readonly localPath: string;
}

/** What executables are made for: these names as Node and npm have them. */
export interface Platform {
  /** As `linux-x64`. */
  readonly name: string;
  readonly os: string;
  readonly arch: string;
}

/** Packages for one platform, by the endings of their names: `-linux-x64`, `-linuxmusl-x64`, `-wasm32`. */
const FOR_PLATFORM =
  /-((?:android|darwin|freebsd|linux|linuxmusl|webcontainers|win32)-\w+|wasm32)$/;

/** The packages that are imported, and all that these depend on, for that platform. */
export function neededPackages(
  { modules, npmPackages }: ModuleGraph,
  platform: Platform,
): NpmPackage[] {
  const needed = new Map<string, NpmPackage>();
  const add = (key: string | undefined) => {
    const found = npmPackages[key ?? ""];
    if (key === undefined || !found || needed.has(key)) return;
    const other = found.name.match(FOR_PLATFORM)?.[1];
    if (other !== undefined && other !== platform.name) return;
    needed.set(key, found);
    found.dependencies.forEach(add);
  };
  for (const { npmPackage } of modules) add(npmPackage);
  return [...needed.values()];
}

/** Folders of packages that are for who develops them, or for browsers (AWS). deno compile overflows its stack on what is in the tests of bintrees. */
const FOLDERS = /\/(tests?|__tests__|bench(marks?)?|docs|dist-es)\//;
/** Types, sources of what was translated, and texts. Licences have other names, and stay. */
const ENDINGS = /\.(ts|mts|cts|map|cc|h|gyp|md)$/;
/** A part of a path that names a platform: `linux-x64`, `x64-linux`, `linux/x64`. */
const PLATFORM =
  /\/(?:(?<os>darwin|linux|win32)[-/](?<arch>\w+)|(?<arch2>arm64|x64)-(?<os2>darwin|linux|win32))(?=[./]|$)/;

/**
 * Whether a file of a package has a use when the program runs.
 *
 * @param path from the package's folder, beginning with a slash
 */
export function isNeeded(path: string, { os, arch }: Platform): boolean {
  if (FOLDERS.test(path) || ENDINGS.test(path)) return false;
  const found = path.match(PLATFORM)?.groups;
  return !found ||
    (found.os ?? found.os2) === os && (found.arch ?? found.arch2) === arch;
}
