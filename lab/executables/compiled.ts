/**
 * Compiles the services' executables for tests. They are cached between runs, and
 * compiled again only when their contents change. To get another version, the
 * version inside a copy is overwritten.
 *
 * @module
 */
import { join } from "node:path";
import { compileService } from "../../.ci/compile/compile_service.ts";
import type { Service } from "../../.ci/compile/services.ts";
import { isFile } from "../../.ci/is_file.ts";
import { TOOL_CACHE } from "../tool_cache.ts";
import { compiledMissing, testDenort } from "./denort.ts";
import { fingerprint } from "./fingerprint.ts";
import { copyWithVersion } from "./stored_settings.ts";

export { compiledMissing };

const FOLDER = join(TOOL_CACHE, "executables");

/** Most recently used executables of a service that stay in the cache, of about 200 MB each. */
const MAX_CACHED = 3;

/** Milliseconds after which another process's files are considered abandoned. */
const ABANDONED_AFTER = 2 * 60 * 60 * 1000;

const cached: Partial<Record<Service, Promise<string>>> = {};
const copies = new Map<string, Promise<string>>();

/**
 * Returns the path of a service's executable. The file has the service's name;
 * callers may read and copy it; it is removed when this process ends.
 *
 * @param version the version that it prints for `--version`
 * @throws {CompileError} if it cannot be compiled
 */
export function compiled(service: Service, version: string): Promise<string> {
  const key = `${service}/${version}`;
  const file = copies.get(key) ?? makeCopy(service, version);
  copies.set(key, file);
  return file;
}

async function makeCopy(service: Service, version: string): Promise<string> {
  const original = await (cached[service] ??= compileOnce(service));
  const folder = await Deno.makeTempDir({ dir: FOLDER, prefix: "of-a-test-" });
  globalThis.addEventListener(
    "unload",
    () => Deno.removeSync(folder, { recursive: true }),
  );
  const file = join(folder, service);
  await copyWithVersion(original, file, version);
  return file;
}

/** Compiles a service unless the cache has it. @return the cached file */
async function compileOnce(service: Service): Promise<string> {
  const base = testDenort();
  if (!base) throw new Error(`Cannot compile ${service}: ${compiledMissing()}`);
  const hash = await fingerprint(service, base);
  const file = join(FOLDER, `${service}-${hash}`);
  await Deno.mkdir(FOLDER, { recursive: true });
  if (!isFile(file)) {
    const draft = `${file}.${Deno.pid}`;
    const denort = base.endsWith(".zip") ? undefined : base;
    await compileService(service, { version: "any", out: draft, denort });
    // if another process has compiled the same, either file will do
    await Deno.rename(draft, file);
  }
  await Deno.utime(file, new Date(), new Date());
  await removeUnused(service);
  return file;
}

/** Removes the least recently used executables, and the files of killed processes. Other processes may do the same at the same time. */
async function removeUnused(service: Service) {
  const remove = (path: string) =>
    Deno.remove(path, { recursive: true }).catch(() => {});
  const cached: { path: string; used: number }[] = [];
  for (const { name } of [...Deno.readDirSync(FOLDER)]) {
    const path = join(FOLDER, name);
    const info = await Deno.stat(path).catch(() => undefined);
    const used = Number(info?.mtime);
    if (name.match(/^(\w+)-[\da-f]+$/)?.[1] === service) {
      cached.push({ path, used });
    } else if (Date.now() - used > ABANDONED_AFTER) {
      await remove(path);
    }
  }
  const unused = cached.sort((a, b) => b.used - a.used).slice(MAX_CACHED);
  for (const { path } of unused) await remove(path);
}
