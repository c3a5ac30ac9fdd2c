/**
 * Decides which npm packages a program needs, and which of their files.
 *
 * @module
 */

/** The output of `deno info --json`, as far as it is used here. */
export interface ModuleGraph {
  readonly modules: readonly {
    /** The file of a module that is local or was downloaded. */
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
  /** The package's folder, which exists only on its own platform. */
  readonly localPath: string;
}

/** A platform that executables are made for, in the words of Node and npm. */
export interface Platform {
  /** Such as `linux-x64`. */
  readonly name: string;
  readonly os: string;
  readonly arch: string;
}

/** Ending of packages for one platform: `-linux-x64`, `-linuxmusl-x64`, `-wasm32`. */
const PACKAGE_PLATFORM =
  /-((?:android|darwin|freebsd|linux|linuxmusl|webcontainers|win32)-\w+|wasm32)$/;

/** Lists the packages that are imported and their dependencies, without those of other platforms. */
export function neededPackages(
  { modules, npmPackages }: ModuleGraph,
  platform: Platform,
): NpmPackage[] {
  const needed = new Map<string, NpmPackage>();
  const add = (key: string | undefined) => {
    const found = npmPackages[key ?? ""];
    if (key === undefined || !found || needed.has(key)) return;
    const only = found.name.match(PACKAGE_PLATFORM)?.[1];
    if (only !== undefined && only !== platform.name) return;
    needed.set(key, found);
    found.dependencies.forEach(add);
  };
  for (const { npmPackage } of modules) add(npmPackage);
  return [...needed.values()];
}

/** Folders for a package's developers, or for browsers (AWS). The tests of bintrees overflow the stack of `deno compile`. */
const UNNEEDED_FOLDERS = /\/(tests?|__tests__|bench(marks?)?|docs|dist-es)\//;
/** Types, sources of compiled code, and texts. Licences have other names and are kept. */
const UNNEEDED_ENDINGS = /\.(ts|mts|cts|map|cc|h|gyp|md)$/;
/** A part of a path that names a platform: `linux-x64`, `x64-linux`, `linux/x64`. */
const PATH_PLATFORM =
  /\/(?:(?<os>darwin|linux|win32)[-/](?<arch>\w+)|(?<arch2>arm64|x64)-(?<os2>darwin|linux|win32))(?=[./]|$)/;

/**
 * Returns whether the program may use a file of a package.
 *
 * @param path from the package's folder, beginning with a slash
 */
export function isNeeded(path: string, { os, arch }: Platform): boolean {
  if (UNNEEDED_FOLDERS.test(path) || UNNEEDED_ENDINGS.test(path)) return false;
  const found = path.match(PATH_PLATFORM)?.groups;
  return !found ||
    (found.os ?? found.os2) === os && (found.arch ?? found.arch2) === arch;
}
