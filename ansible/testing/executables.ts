/**
 * The services' executables for the tests: each is compiled once for what it
 * is made of, and kept; another version is that one with another name in it.
 *
 * @module
 */
import { join } from "node:path";
import { compileService } from "../../.ci/compile/build.ts";
import { findDenort, HOW_TO_GET_DENORT } from "../../.ci/compile/denort.ts";
import { copyAs } from "../../.ci/compile/executable.ts";
import { fingerprint } from "../../.ci/compile/fingerprint.ts";
import type { Service } from "../../.ci/compile/services.ts";
import { CACHE } from "./installs.ts";

/** A denort for the tests alone: where the genuine one cannot be had, `deno task test` may build a stand-in. */
export const TEST_DENORT = join(CACHE, `denort-${Deno.version.deno}`);

const FOLDER = join(CACHE, "executables");

/** Milliseconds that what nobody uses is kept. */
const KEPT = 3 * 24 * 60 * 60 * 1000;

const exists = (path: string) => {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
};

const denort = () =>
  findDenort() ?? (exists(TEST_DENORT) ? TEST_DENORT : undefined);

/** Why nothing can be compiled here, in a sentence; `undefined` where it can. */
export function compiledMissing(): string | undefined {
  return denort() ? undefined : `denort is not here: ${HOW_TO_GET_DENORT}`;
}

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
  const base = denort();
  if (!base) throw new Error(`Cannot compile ${service}: ${compiledMissing()}`);
  const hash = await fingerprint(service, base);
  const file = join(FOLDER, `${service}-${hash}`);
  await Deno.mkdir(FOLDER, { recursive: true });
  if (!exists(file)) {
    await removeUnused();
    const draft = `${file}.${Deno.pid}`;
    const from = base.endsWith(".zip") ? undefined : base;
    await compileService(service, { version: "any", out: draft, denort: from });
    // another process may have done the same: either file will do
    await Deno.rename(draft, file);
  }
  await Deno.utime(file, new Date(), new Date());
  return file;
}

async function removeUnused() {
  for await (const { name } of Deno.readDir(FOLDER)) {
    const path = join(FOLDER, name);
    const { mtime } = await Deno.stat(path);
    if (Date.now() - Number(mtime) < KEPT) continue;
    await Deno.remove(path, { recursive: true });
  }
}
