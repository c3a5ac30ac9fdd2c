/**
 * The services' executables for the tests: each is compiled once for what it
 * is made of, and kept; another version is that one with another name in it.
 *
 * @module
 */
import { join } from "node:path";
import { compileService } from "../../.ci/compile/build.ts";
import { isFile } from "../../shared/files/is_file.ts";
import { copyAs } from "../../.ci/compile/executable.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Service } from "../../.ci/compile/services.ts";
import { compiledMissing, testDenort } from "./denort.ts";
import { CACHE } from "../operations/ansible_installs.ts";

export { compiledMissing };

const FOLDER = join(CACHE, "executables");

/** How many of a service are kept, those that were used last: each has 200 MB. */
const KEPT = 3;
/** Milliseconds after which what a process left is nobody's. */
const LEFT = 2 * 60 * 60 * 1000;

const made = new Map<string, Promise<string>>();

/**
 * The executable of a service, a file that has the service's name. It is the
 * caller's to read and copy, and goes away with this process.
 *
 * @param version what it says that it is
 * @throws {CompileError} when it cannot be compiled
 */
export function compiled(service: Service, version: string): Promise<string> {
  const key = `${service}/${version}`;
  const file = made.get(key) ?? make(service, version);
  made.set(key, file);
  return file;
}

async function make(service: Service, version: string): Promise<string> {
  const kept = await keep(service);
  const folder = await Deno.makeTempDir({ dir: FOLDER, prefix: "of-a-test-" });
  globalThis.addEventListener(
    "unload",
    () => Deno.removeSync(folder, { recursive: true }),
  );
  const file = join(folder, service);
  await copyAs(kept, file, version);
  return file;
}

/** Compiles a service where that has not been done for what it is made of. @return the file that is kept */
async function keep(service: Service): Promise<string> {
  const base = testDenort();
  if (!base) throw new Error(`Cannot compile ${service}: ${compiledMissing()}`);
  const hash = await fingerprint(service, base);
  const file = join(FOLDER, `${service}-${hash}`);
  await Deno.mkdir(FOLDER, { recursive: true });
  if (!isFile(file)) {
    const draft = `${file}.${Deno.pid}`;
    const from = base.endsWith(".zip") ? undefined : base;
    await compileService(service, { version: "any", out: draft, denort: from });
    // another process may have done the same: either file will do
    await Deno.rename(draft, file);
  }
  await Deno.utime(file, new Date(), new Date());
  await removeUnused(service);
  return file;
}

/** Removes what other sources were compiled to, and what killed processes left; another process may be at it, too. */
async function removeUnused(service: Service) {
  const remove = (path: string) =>
    Deno.remove(path, { recursive: true }).catch(() => {});
  const kept: { path: string; used: number }[] = [];
  for (const { name } of [...Deno.readDirSync(FOLDER)]) {
    const path = join(FOLDER, name);
    const info = await Deno.stat(path).catch(() => undefined);
    const used = Number(info?.mtime);
    if (name.match(/^(\w+)-[\da-f]+$/)?.[1] === service) {
      kept.push({ path, used });
    } else if (Date.now() - used > LEFT) {
      await remove(path);
    }
  }
  const unused = kept.sort((a, b) => b.used - a.used).slice(KEPT);
  for (const { path } of unused) await remove(path);
}
